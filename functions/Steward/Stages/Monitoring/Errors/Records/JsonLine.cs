using System.Text.Json;

namespace Steward.Stages.Monitoring.Errors.Records;

/// <summary>
/// A JSON line of a structured logger: Serilog's compact form (<c>@mt</c>, <c>@x</c>), .NET's console, Pino, Winston, Logstash, ECS,
/// python-json-logger and their like. A message template, where there is one, is taken for the message: it is what the error's cause wrote.
/// </summary>
internal static class JsonLine
{
    private const int MaxDepth = 32;

    private static readonly string[] Messages =
        ["@mt", "MessageTemplate", "message_template", "@m", "message", "Message", "msg", "event", "log", "text", "error", "err"];

    private static readonly string[] Types = ["exception.type", "error.type", "err.type", "exceptionType", "exc_type", "exception.class", "exception_class", "error.name"];

    private static readonly string[] Traces =
    [
        "@x", "exception", "Exception", "stack", "stack_trace", "stackTrace", "stacktrace", "exc_info", "error.stack_trace", "error.stack", "err.stack",
        "exception.stacktrace",
    ];

    /// <summary>The error of a line that is a JSON object with a message; null for any other.</summary>
    public static ErrorRecord? TryRead(int number, string line)
    {
        var text = line.AsSpan().Trim();
        if (text.Length < 2 || text[0] != '{' || text[^1] != '}') return null;
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Read(number, document.RootElement);
        }
        catch (JsonException)
        {
            // Not JSON after all: it is grouped as the plain line that it is.
            return null;
        }
    }

    private static ErrorRecord? Read(int number, JsonElement root)
    {
        var trace = First(root, Traces);
        var message = First(root, Messages) ?? trace?.Split('\n')[0];
        if (message is null) return null;
        var shape = ShapeOf(First(root, Types), trace);
        return new ErrorRecord(number, number, message, shape) { IsBare = true };
    }

    private static ExceptionShape? ShapeOf(string? type, string? trace)
    {
        var lines = trace?.Split('\n') ?? [];
        var frames = lines.Select(TraceLine.Function).OfType<string>();
        var frame = trace?.Contains(TraceLine.PythonBegin, StringComparison.Ordinal) == true ? frames.LastOrDefault() : frames.FirstOrDefault();
        type ??= lines.Select(TraceLine.ExceptionType).FirstOrDefault(t => t is not null);
        return type is null && frame is null ? null : new ExceptionShape(type ?? "", frame ?? "");
    }

    private static string? First(JsonElement root, string[] names) =>
        names.Select(name => Text(root, name)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    // "error.type" is a member of that name, or the member type of the object error.
    private static string? Text(JsonElement root, string name)
    {
        if (root.TryGetProperty(name, out var value)) return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return name.IndexOf('.') is var dot and > 0 && root.TryGetProperty(name[..dot], out var inner) && inner.ValueKind == JsonValueKind.Object
            ? Text(inner, name[(dot + 1)..])
            : null;
    }
}
