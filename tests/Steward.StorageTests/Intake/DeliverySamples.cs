using Steward.Intake;
using Steward.Kernel;

namespace Steward.StorageTests.Intake;

/// <summary>Deliveries for tests of the store.</summary>
internal static class DeliverySamples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    public static readonly ProductId Product = ProductId.Parse("octo-org/hello-world");

    public static Delivery Push(string id, DateTimeOffset? at = null, ProductId? product = null) => new()
    {
        Id = id,
        EventName = "push",
        Product = product ?? Product,
        ReceivedAt = at ?? Noon,
        Event = new Pushed(product ?? Product, "github:m", "refs/heads/main", CommitSha.None, CommitSha.Parse(Digest.Sha256(id)[..40]), false),
        BodyDigest = Digest.Sha256(id),
        State = DeliveryState.Stored,
    };

    public static Delivery Ignored(string id) => Push(id) with { Event = null, State = DeliveryState.Ignored, Reason = "because" };

    public static async Task<List<Delivery>> StoredAsync(this IDeliveryStore store, DateTimeOffset? before = null) =>
        await store.ListStoredAsync(before ?? DateTimeOffset.MaxValue, CancellationToken.None).ToListAsync();

    public static async Task<List<Delivery>> NewestAsync(this IDeliveryStore store, int max = int.MaxValue) =>
        await store.ListAsync(Product, max, CancellationToken.None).ToListAsync();

    public static Task<bool> AddAsync(this IDeliveryStore store, Delivery delivery) =>
        store.AddAsync(delivery, "{}"u8.ToArray(), CancellationToken.None);

    public static Task StartedAsync(this IDeliveryStore store, Delivery delivery) =>
        store.SetStateAsync(delivery, DeliveryState.Started, null, CancellationToken.None);
}
