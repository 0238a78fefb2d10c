using System.Text;
using Steward.Intake;
using Steward.TestKit.Intake;

namespace Steward.StorageTests.Intake;

/// <summary>Makes webhooks that are wrong in some way: body, signature, headers, framing. The same seed makes the same ones.</summary>
internal sealed class WebhookMutator(int seed)
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes(IntakeHost.Secret);

    private static readonly string[] Odd =
        ["", " ", "null", "'", "\"", "\t", "%00", "../..", "\u00e4\u20ac", "<x>", new('a', 300), new('9', 40), "push\u007f", "{}", "sha256=", "-1", "ping"];

    private readonly Random _random = new(seed);
    private int _number;

    /// <summary>The next request as bytes, and whether its framing is whole, so that an answer must come and the connection can be kept.</summary>
    public (byte[] Request, bool IsFramed) Next()
    {
        var (name, original) = Payloads.Fixtures[_random.Next(Payloads.Fixtures.Count)];
        var body = Chance(8) ? original : MutateBody(original);
        var headers = new Dictionary<string, string>
        {
            ["Host"] = "localhost",
            ["Content-Type"] = "application/json",
            ["X-GitHub-Event"] = name.Split('.')[0],
            ["X-GitHub-Delivery"] = $"f{seed:x}-{_number++}",
            ["X-Hub-Signature-256"] = WebhookSignature.Sign(Secret, body),
            ["Content-Length"] = $"{body.Length}",
        };
        if (Chance(3)) MutateHeader(headers);
        return Chance(40) ? Unframed(headers, body) : (Write(headers, body), true);
    }

    private byte[] MutateBody(byte[] original)
    {
        var length = Chance(6) ? _random.Next(original.Length) : original.Length;
        var bytes = original.AsSpan(0, length).ToArray();
        for (var i = _random.Next(1, 8); i > 0 && length > 0; i--) MutateByte(bytes);
        return Chance(10) ? [.. bytes, .. original] : bytes;
    }

    private void MutateByte(byte[] bytes)
    {
        var at = _random.Next(bytes.Length);
        bytes[at] = _random.Next(3) switch
        {
            0 => (byte)_random.Next(256),
            1 => (byte)(bytes[at] ^ (1 << _random.Next(8))),
            _ => "{}[]\",:\\0-nu"u8[_random.Next(12)],
        };
    }

    private void MutateHeader(Dictionary<string, string> headers)
    {
        var names = headers.Keys.Where(n => n is not ("Host" or "Content-Length")).ToList();
        var name = names[_random.Next(names.Count)];
        if (Chance(4)) headers.Remove(name);
        else headers[name] = Chance(2) ? Odd[_random.Next(Odd.Length)] : Garble(headers[name]);
        if (Chance(10)) headers["Content-Encoding"] = Odd[_random.Next(Odd.Length)];
    }

    private string Garble(string value)
    {
        var at = _random.Next(value.Length);
        return value[..at] + (char)_random.Next(32, 127) + value[(at + 1)..];
    }

    // A length that does not fit, a torn head, a wrong chunk: the server may answer or hang up, and must survive.
    private (byte[] Request, bool IsFramed) Unframed(Dictionary<string, string> headers, byte[] body)
    {
        switch (_random.Next(4))
        {
            case 0:
                headers["Content-Length"] = $"{body.Length + _random.Next(1, 1000)}";
                break;
            case 1:
                headers["Content-Length"] = Odd[_random.Next(Odd.Length)];
                break;
            case 2:
                headers.Remove("Content-Length");
                headers["Transfer-Encoding"] = "chunked";
                break;
            default:
                var whole = Write(headers, body);
                return (whole[.._random.Next(whole.Length)], false);
        }

        return (Write(headers, body), false);
    }

    private static byte[] Write(Dictionary<string, string> headers, byte[] body)
    {
        var head = string.Concat(headers.Select(h => $"{h.Key}: {h.Value}\r\n"));
        return [.. Encoding.UTF8.GetBytes($"POST /api/github/webhooks HTTP/1.1\r\n{head}\r\n"), .. body];
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
}
