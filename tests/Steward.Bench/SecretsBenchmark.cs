using System.Text;
using Steward.Stages.Security.Secrets.Search;

namespace Steward.Bench;

/// <summary>How fast contents are searched for secrets, on one core: ordinary source, and what is made to be slow.</summary>
internal sealed class SecretsBenchmark : IBenchmark
{
    private const int Files = 400;
    private const int Rounds = 7;
    private const int Hostile = 512 * 1024;

    // Lines as programs have them, words among them that rules look at closer.
    private static readonly string[] Lines =
    [
        "using System.Collections.Generic;\n", "\n", "/// <summary>Reads the entries of a folder, sub-folders included.</summary>\n", "namespace Acme.Shop.Orders.Reading;\n",
        "    public async Task<int> CountAsync(string name, CancellationToken cancellationToken)\n", "    {\n", "        if (name is null) throw new ArgumentNullException(nameof(name));\n",
        "        var token = cancellationToken.CanBeCanceled ? cancellationToken : CancellationToken.None;\n", "        for (var i = 0; i < items.Count; i++) total += items[i].Price * items[i].Count;\n",
        "        // See https://www.rfc-editor.org/rfc/rfc7519 for what each part means.\n", "        logger.LogInformation(\"Stored {Count} orders of {Customer}\", count, customer);\n",
        "export const formatPrice = (value, currency) => new Intl.NumberFormat('de-DE', { style: 'currency', currency }).format(value);\n", "    return result;\n", "    }\n",
        "def read(path):\n", "    with open(path, encoding='utf-8') as file:\n", "        return [line.rstrip() for line in file if not line.startswith('#')]\n", "  \"dependencies\": { \"left-pad\": \"^1.3.0\", \"chalk\": \"4.1.2\" },\n",
    ];

    public string Name => "secrets";

    public Task<IReadOnlyList<Measurement>> RunAsync(string storage)
    {
        var slow = new[] { "ghp_", "://a:", "password=\"", "token:", "eyJ", "T3Blb" + "kFJ", "-----BEGIN PRIVATE KEY-----\\n", "xoxb-1", "AKIA" };
        var speeds = slow.Select(s => (Text: s, Speed: Speed([Repeat(s, Hostile)]))).ToList();
        // Linear: twice the length takes twice the time, so the speed is the same.
        var worst = speeds.MinBy(s => s.Speed);
        var doubled = Speed([Repeat(worst.Text, 2 * Hostile)]) / worst.Speed;
        return Task.FromResult<IReadOnlyList<Measurement>>(
        [
            new("secrets: ordinary source", Speed(Source()), "MB/s", true, 100),
            .. speeds.Select(s => new Measurement($"secrets: nothing but {s.Text}", s.Speed, "MB/s", true)),
            new("secrets: speed at double length over speed, of the slowest", doubled, "times", true),
        ]);
    }

    // The median of the rounds after the first, by the processor's time: one thread works, and others on the machine do not count.
    private static double Speed(IReadOnlyCollection<byte[]> contents)
    {
        var (speeds, bytes) = (new List<double>(), contents.Sum(c => (long)c.Length));
        for (var round = 0; round <= Rounds; round++)
        {
            var began = Environment.CpuUsage.TotalTime;
            foreach (var content in contents)
            {
                // The stream is in memory, so all of it is done before the call returns: one core.
                var scan = SecretScanner.ScanAsync(new MemoryStream(content), CancellationToken.None).GetAwaiter().GetResult();
                if (scan.Problem is not null) throw new InvalidOperationException(scan.Problem);
            }

            if (round > 0) speeds.Add(bytes / 1e6 / (Environment.CpuUsage.TotalTime - began).TotalSeconds);
        }

        return speeds.Order().ElementAt(Rounds / 2);
    }

    private static byte[][] Source()
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, Files).Select(_ =>
        {
            var text = new StringBuilder();
            for (var lines = random.Next(50, 3000); lines > 0; lines--) text.Append(Lines[random.Next(Lines.Length)]);
            return Encoding.UTF8.GetBytes(text.ToString());
        })];
    }

    private static byte[] Repeat(string text, int length) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, length / text.Length)));
}
