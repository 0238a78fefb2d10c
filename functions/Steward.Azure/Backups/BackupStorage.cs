using Microsoft.Extensions.DependencyInjection;
using Steward.Stages.Development.Backups.Orders;

namespace Steward.Azure.Backups;

/// <summary>Registers where plans of backups keep what they know.</summary>
public static class BackupStorage
{
    /// <summary>The store of books, in the storage account.</summary>
    public static IServiceCollection AddBackupStorage(this IServiceCollection services) => services.AddSingleton<IBookStore, TableBookStore>();
}
