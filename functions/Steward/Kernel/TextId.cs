using System.Text.Json;
using System.Text.Json.Serialization;

namespace Steward.Kernel;

/// <summary>An id whose text form is the one people write.</summary>
/// <typeparam name="TSelf">The id itself.</typeparam>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>Reads the text form; false when it is not one.</summary>
    static abstract bool TryParse(string? text, out TSelf id);
}

/// <summary>What all text ids share.</summary>
public static class TextId
{
    /// <summary>Reads an id, or throws <see cref="StewardException"/> (Invalid) naming what was expected.</summary>
    public static T Parse<T>(string? text, string expected)
        where T : struct, ITextId<T> =>
        T.TryParse(text, out var id) ? id : throw StewardException.Invalid($"'{Texts.Clip(text, 120)}' is not {expected}.");
}

/// <summary>Writes a text id as a JSON string and reads it back; also as a property name.</summary>
/// <typeparam name="T">The id.</typeparam>
public sealed class TextIdConverter<T> : JsonConverter<T>
    where T : struct, ITextId<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        T.TryParse(reader.GetString(), out var id) ? id : throw new JsonException($"not a {typeof(T).Name}");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString()!);
}
