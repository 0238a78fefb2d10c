using System.Text.Json.Serialization;

namespace Steward.Kernel;

/// <summary>A git object name in full: 40 hexadecimal digits (SHA-1) or 64 (SHA-256), lower case. Names commits, blobs and trees.</summary>
[JsonConverter(typeof(TextIdConverter<CommitSha>))]
public readonly record struct CommitSha : ITextId<CommitSha>
{
    private readonly string? _text;

    private CommitSha(string text) => _text = text;

    /// <summary>The all-zero name with which git says "no commit".</summary>
    public static CommitSha None { get; } = new(new string('0', 40));

    /// <summary>True for the all-zero name and for the default value.</summary>
    public bool IsNone => _text is null || _text.AsSpan().IndexOfAnyExcept('0') < 0;

    /// <summary>The first ten digits, for people.</summary>
    public string Abbreviated => ToString()[..10];

    /// <summary>Reads 40 or 64 hexadecimal digits.</summary>
    public static bool TryParse(string? text, out CommitSha id)
    {
        var valid = text is { Length: 40 or 64 } && text.All(char.IsAsciiHexDigit);
        id = valid ? new CommitSha(text!.ToLowerInvariant()) : default;
        return valid;
    }

    /// <summary>Reads 40 or 64 hexadecimal digits, or throws <see cref="StewardException"/> (Invalid).</summary>
    public static CommitSha Parse(string text) => TextId.Parse<CommitSha>(text, "a full commit sha of 40 or 64 hexadecimal digits");

    /// <inheritdoc/>
    public override string ToString() => _text ?? None._text!;
}
