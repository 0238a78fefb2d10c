using System.Text.Json;
using System.Text.Json.Serialization;
using Steward.Kernel;
using Steward.Vault.Chunks;

namespace Steward.Vault.Snapshots;

/// <summary>Snapshots as JSON: members in the order of the record, without white space. Made at build time, for a command has no time to look at types.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(ChunkIdConverter)], UseStringEnumConverter = true)]
[JsonSerializable(typeof(Snapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext
{
    public static byte[] Write(Snapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(snapshot, Default.Snapshot);

    public static Snapshot Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.Snapshot) ?? throw StewardException.Invalid("The snapshot is damaged: it is empty.");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            throw StewardException.Invalid("The snapshot cannot be read: it is damaged, or a newer Steward wrote it.", failure);
        }
    }
}

/// <summary>Ids of chunks as 64 hexadecimal digits.</summary>
internal sealed class ChunkIdConverter : JsonConverter<ChunkId>
{
    public override ChunkId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> id = stackalloc byte[ChunkId.Length];
        if (reader.TokenType != JsonTokenType.String || Convert.FromHexString(reader.GetString()!, id, out _, out var length) != System.Buffers.OperationStatus.Done || length != id.Length)
            throw new JsonException("no id of a chunk");
        return new ChunkId(id);
    }

    public override void Write(Utf8JsonWriter writer, ChunkId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
