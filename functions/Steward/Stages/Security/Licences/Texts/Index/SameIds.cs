namespace Steward.Stages.Security.Licences.Detection.Index;

/// <summary>Ids that stand for one text, directly or by way of others.</summary>
internal sealed class SameIds
{
    private readonly Dictionary<string, HashSet<string>> _groups = new(StringComparer.Ordinal);

    /// <summary>Joins all groups that have an id in common.</summary>
    public SameIds(IEnumerable<string[]> groups)
    {
        foreach (var ids in groups)
        {
            var joined = ids.Concat(ids.SelectMany(id => _groups.TryGetValue(id, out var known) ? known : [])).ToHashSet(StringComparer.Ordinal);
            foreach (var id in joined) _groups[id] = joined;
        }
    }

    /// <summary>All ids of the group of an id, the one that stands for all first.</summary>
    public string[] Of(string id) => [.. _groups[id].Order(IdOrder.Instance)];
}
