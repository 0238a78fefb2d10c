using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Storage;
using Steward.Intake;
using Steward.TestKit;
using Steward.TestKit.Intake;
using Xunit;
using static Steward.StorageTests.Intake.DeliverySamples;

namespace Steward.StorageTests.Intake;

public sealed class IntakeOverHttpTests
{
    private static readonly byte[] Body = Payloads.Push("Octo-Org/Hello-World", 1);

    [Fact]
    public async Task A_signed_push_is_stored_before_the_answer_and_started_behind_it()
    {
        var handler = new Handler();
        await using var host = await StartAsync(handler);
        var reply = await host.Client.SendAsync("push", "72d3162e-cc78-11e3-81ab-4c9367dc0958", Body);
        Assert.Equal(HttpStatusCode.Accepted, reply.Status);
        Assert.Equal("""{"delivery":"72d3162e-cc78-11e3-81ab-4c9367dc0958","state":"Stored","duplicate":false}""", reply.Body);
        var store = host.Services.GetRequiredService<IDeliveryStore>();
        var delivery = Assert.Single(await store.NewestAsync());
        Assert.Equal(Body, await store.GetBodyAsync(delivery, CancellationToken.None));
        Assert.Equal(Kernel.Digest.Sha256(Body), delivery.BodyDigest);
        Assert.IsType<Pushed>(await handler.Seen.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        await UntilAsync(async () => (await store.NewestAsync())[0].State == DeliveryState.Started);
    }

    [Fact]
    public async Task Every_fixture_is_taken_in()
    {
        await using var host = await StartAsync();
        foreach (var (name, body) in Payloads.Fixtures)
        {
            var reply = await host.Client.SendAsync(name.Split('.')[0], name.Replace('.', '-').Replace('_', '-'), body);
            Assert.Equal(HttpStatusCode.Accepted, reply.Status);
            Assert.Equal(name is "ping" or "push.deleted" ? "Ignored" : "Stored", (string?)JsonNode.Parse(reply.Body)!["state"]);
        }

        Assert.Equal(Payloads.Fixtures.Count, (await host.Services.GetRequiredService<IDeliveryStore>().NewestAsync()).Count);
    }

    [Fact]
    public async Task A_repeated_delivery_is_told_so_and_starts_nothing_again()
    {
        var handler = new Handler();
        await using var host = await StartAsync(handler);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.Client.SendAsync("push", "same", Body)));
        Assert.All(replies, r => Assert.Equal(HttpStatusCode.Accepted, r.Status));
        Assert.Single(replies, r => r.Body.Contains("\"duplicate\":false", StringComparison.Ordinal));
        await handler.Seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await host.DisposeAsync();
        Assert.Equal(1, handler.Count);
    }

    [Fact]
    public async Task An_unregistered_repository_is_recorded_as_ignored_and_counts_from_its_registration_on()
    {
        await using var host = await IntakeHost.StartAsync(await Azurite.AccountAsync());
        var reply = await host.Client.SendAsync("push", "early", Body);
        Assert.Equal("""{"delivery":"early","state":"Ignored","reason":"octo-org/hello-world is not a registered product.","duplicate":false}""", reply.Body);
        await host.RegisterAsync("octo-org/hello-world");
        Assert.Contains("\"Stored\"", (await host.Client.SendAsync("push", "late", Body)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_storage_is_down_nothing_is_acknowledged_and_afterwards_nothing_is_there()
    {
        await using var azurite = await Azurite.StartAsync();
        await using var host = await IntakeHost.StartAsync(new StorageAccount(new StorageOptions { ConnectionString = azurite.ConnectionString }));
        await host.RegisterAsync("octo-org/hello-world");
        Assert.Equal(HttpStatusCode.Accepted, (await host.Client.SendAsync("push", "before", Body)).Status);
        await azurite.StopProcessAsync();
        var reply = await host.Client.SendAsync("push", "while", Body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.Status);
        Assert.Equal(TimeSpan.FromSeconds(5), reply.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", reply.MediaType);
        await azurite.StartProcessAsync();
        Assert.Equal(["before"], (await host.Services.GetRequiredService<IDeliveryStore>().NewestAsync()).Select(d => d.Id));
        Assert.Contains("\"duplicate\":false", (await host.Client.SendAsync("push", "while", Body)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_25_MB_is_taken_and_one_byte_more_is_refused_announced_or_not()
    {
        await using var host = await StartAsync();
        var full = new byte[WebhookRequest.MaxBody];
        Body.CopyTo(full, 0);
        full.AsSpan(Body.Length).Fill((byte)' ');
        Assert.Equal(HttpStatusCode.Accepted, (await host.Client.SendAsync("push", "full", full)).Status);
        var store = host.Services.GetRequiredService<IDeliveryStore>();
        Assert.Equal(full, await store.GetBodyAsync(Push("full"), CancellationToken.None));

        byte[] over = [.. full, (byte)' '];
        using var announced = host.Client.Request("push", "over", over);
        announced.Headers.ExpectContinue = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.Client.SendAsync(announced)).Status);
        using var chunked = host.Client.Request("push", "over", over);
        chunked.Headers.TransferEncodingChunked = true;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.Client.SendAsync(chunked)).Status);
        Assert.Single(await store.NewestAsync());
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_signature_the_answer_is_one_and_the_same()
    {
        await using var host = await StartAsync();
        var answers = new List<string>();
        foreach (var signature in new[] { null, "", "nonsense", "sha256=00", WebhookSignature.Sign("another-secret-0123"u8, Body) })
            foreach (var keepHeaders in new[] { true, false })
            {
                using var request = host.Client.Request("push", "forged", Body);
                request.Headers.Remove(WebhookSignature.Header);
                if (signature is not null) request.Headers.TryAddWithoutValidation(WebhookSignature.Header, signature);
                if (!keepHeaders) request.Headers.Remove(WebhookRequest.EventHeader);
                var reply = await host.Client.SendAsync(request);
                Assert.Equal(HttpStatusCode.Unauthorized, reply.Status);
                answers.Add(reply.Body);
            }

        Assert.Single(answers.Distinct());
        Assert.Empty(await host.Services.GetRequiredService<IDeliveryStore>().NewestAsync());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "Forms are not taken: set the webhook's content type to application/json on GitHub.")]
    [InlineData("text/plain", "The Content-Type must be application/json.")]
    [InlineData("application/jsonlines", "The Content-Type must be application/json.")]
    public async Task Another_content_type_is_refused_with_what_to_do(string type, string sentence)
    {
        await using var host = await StartAsync();
        using var request = host.Client.Request("push", "form", Body);
        request.Content!.Headers.ContentType = new MediaTypeHeaderValue(type);
        var reply = await host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.Status);
        Assert.Equal(sentence, (string?)JsonNode.Parse(reply.Body)!["detail"]);
    }

    [Theory]
    [InlineData(WebhookRequest.EventHeader, null, "The header X-GitHub-Event is missing: it names the event.")]
    [InlineData(WebhookRequest.DeliveryHeader, null, "The header X-GitHub-Delivery is missing: it tells repeated deliveries apart.")]
    [InlineData(WebhookRequest.EventHeader, "push<script>", "The header X-GitHub-Event must be 1 to 60 lower-case letters, digits and underscores.")]
    [InlineData(WebhookRequest.DeliveryHeader, "../../etc", "The header X-GitHub-Delivery must be 1 to 100 letters, digits and hyphens.")]
    public async Task Missing_or_impossible_headers_are_refused_with_a_sentence_that_does_not_repeat_them(string header, string? value, string sentence)
    {
        await using var host = await StartAsync();
        using var request = host.Client.Request("push", "one", Body);
        request.Headers.Remove(header);
        if (value is not null) request.Headers.TryAddWithoutValidation(header, value);
        var reply = await host.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal(sentence, (string?)JsonNode.Parse(reply.Body)!["detail"]);
    }

    [Fact]
    public async Task Malformed_json_is_refused_with_its_place_and_is_not_stored()
    {
        await using var host = await StartAsync();
        var reply = await host.Client.SendAsync("push", "bad", "{\"ref\": }"u8.ToArray());
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Contains("push: The payload is not valid JSON (line 1, byte 9).", reply.Body, StringComparison.Ordinal);
        Assert.Empty(await host.Services.GetRequiredService<IDeliveryStore>().NewestAsync());
    }

    [Fact]
    public async Task No_secret_and_no_signature_ever_reaches_an_answer_or_the_log_and_every_line_about_a_delivery_names_it()
    {
        await using var azurite = await Azurite.StartAsync();
        var handler = new Handler { Fails = true };
        await using var host = await IntakeHost.StartAsync(
            new StorageAccount(new StorageOptions { ConnectionString = azurite.ConnectionString }), s => s.AddSingleton<IRepositoryEventHandler>(handler));
        await host.RegisterAsync("octo-org/hello-world");
        var signature = WebhookSignature.Sign(System.Text.Encoding.UTF8.GetBytes(IntakeHost.Secret), Body);
        var replies = new List<Reply> { await host.Client.SendAsync("push", "good", Body), await host.Client.SendAsync("push", "bad", "{"u8.ToArray()) };
        using var forged = host.Client.Request("push", "forged", Body);
        forged.Content = new ByteArrayContent([.. Body, 1]);
        forged.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        replies.Add(await host.Client.SendAsync(forged));
        await handler.Seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await azurite.StopProcessAsync();
        replies.Add(await host.Client.SendAsync("push", "down", Body));
        Assert.Equal([202, 400, 401, 503], replies.Select(r => (int)r.Status));
        await UntilAsync(() => Task.FromResult(host.Logs.Lines.Any(l => l.Contains("the delivery stays stored", StringComparison.Ordinal))));
        Assert.All(host.Logs.Lines.Concat(replies.Select(r => r.Body)), line =>
        {
            Assert.DoesNotContain(IntakeHost.Secret, line, StringComparison.Ordinal);
            Assert.DoesNotContain(signature[7..], line, StringComparison.OrdinalIgnoreCase);
        });
        Assert.All(
            host.Logs.Lines.Where(l => l.Contains("Steward.Intake", StringComparison.Ordinal) && !l.Contains("was refused", StringComparison.Ordinal)),
            line => Assert.Contains("DeliveryId:", line, StringComparison.Ordinal));
    }

    private static async Task<IntakeHost> StartAsync(Handler? handler = null)
    {
        var host = await IntakeHost.StartAsync(await Azurite.AccountAsync(), s => s.AddSingleton<IRepositoryEventHandler>(handler ?? new Handler()));
        await host.RegisterAsync("octo-org/hello-world");
        return host;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds()) await Task.Delay(20, patience.Token);
    }

    private sealed class Handler : IRepositoryEventHandler
    {
        private int _count;

        public TaskCompletionSource<RepositoryEvent> Seen { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count => _count;

        public bool Fails { get; init; }

        public Task<string?> HandleAsync(RepositoryEvent happened, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _count);
            Seen.TrySetResult(happened);
            return Fails ? throw new InvalidOperationException("broken") : Task.FromResult<string?>("a test");
        }
    }
}
