using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Changes;
using Steward.Azure.Products;
using Steward.Changes;
using Steward.Changes.Overlooked;
using Steward.Intake;
using Steward.Products;

namespace Steward.Azure.Intake;

/// <summary>Registers the stores of deliveries, products and changes.</summary>
public static class IntakeStorage
{
    /// <summary>Adds the stores; the host brings the <see cref="Storage.StorageAccount"/>.</summary>
    public static IServiceCollection AddIntakeStorage(this IServiceCollection services) => services
        .AddSingleton<IDeliveryStore, TableDeliveryStore>()
        .AddSingleton<IProductStore, TableProductStore>()
        .AddSingleton<IChangeStore, TableChangeStore>()
        .AddSingleton<IEvidenceCursors, TableEvidenceCursors>();
}
