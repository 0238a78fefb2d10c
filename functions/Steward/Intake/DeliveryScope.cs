using System.Collections;

namespace Steward.Intake;

/// <summary>Puts the delivery's id on every log line.</summary>
/// <param name="id">The id, checked to be letters, digits and hyphens.</param>
internal sealed class DeliveryScope(string id) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 1;

    public KeyValuePair<string, object?> this[int index] =>
        index == 0 ? new("DeliveryId", id) : throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        yield return this[0];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => $"DeliveryId:{id}";
}
