using System.Text;
using Steward.Azure.Ledger;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Ledger;
using Steward.TestKit;
using Xunit;

namespace Steward.StorageTests.Ledger;

public sealed class PayloadStoreTests
{
    private static readonly ProductId Product = ProductId.Parse("acme/shop");

    [Fact]
    public async Task A_payload_comes_back_by_its_digest_however_often_it_was_put()
    {
        var store = new BlobPayloadStore(await Azurite.AccountAsync());
        var payload = Encoding.UTF8.GetBytes("what was found");
        var digests = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.PutAsync(Product, payload, default)));
        Assert.Equal([Digest.Sha256(payload)], digests.Distinct());
        Assert.Equal(payload, await store.GetAsync(Product, digests[0], default));
    }

    [Fact]
    public async Task What_was_never_put_is_null_and_products_are_apart()
    {
        var store = new BlobPayloadStore(await Azurite.AccountAsync());
        var digest = await store.PutAsync(Product, new byte[] { 1 }, default);
        Assert.Null(await store.GetAsync(Product, Digest.Sha256("other"), default));
        Assert.Null(await store.GetAsync(ProductId.Parse("acme/other"), digest, default));
    }

    [Fact]
    public async Task A_payload_that_was_changed_in_storage_is_never_given_out()
    {
        var account = await Azurite.AccountAsync();
        var store = new BlobPayloadStore(account);
        var digest = await store.PutAsync(Product, new byte[] { 1, 2, 3 }, default);
        var blob = (await account.ContainerAsync("payloads")).GetBlobClient($"{Product}/{digest}");
        await blob.UploadAsync(BinaryData.FromBytes(new byte[] { 1, 2, 4 }), overwrite: true);
        Assert.Equal(FailureKind.Invalid, (await Assert.ThrowsAsync<StewardException>(() => store.GetAsync(Product, digest, default))).Kind);
    }

    [Theory]
    [InlineData("../checkpoint")]
    [InlineData("")]
    public async Task What_is_no_digest_is_refused(string digest)
    {
        var store = new BlobPayloadStore(new StorageAccount(await Azurite.OptionsAsync()));
        await Assert.ThrowsAsync<StewardException>(() => store.GetAsync(Product, digest, default));
    }

    [Fact]
    public async Task A_payload_over_the_limit_is_refused()
    {
        var store = new BlobPayloadStore(await Azurite.AccountAsync());
        await Assert.ThrowsAsync<StewardException>(() => store.PutAsync(Product, new byte[IPayloadStore.MaxBytes + 1], default));
    }
}
