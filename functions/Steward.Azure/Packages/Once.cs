namespace Steward.Azure.Packages;

/// <summary>Something that is found out when it is first needed, and once.</summary>
/// <param name="find">Finds it; must not fail.</param>
internal sealed class Once<T>(Func<Task<T>> find)
{
    private readonly Lazy<Task<T>> _value = new(find);

    public Task<T> GetAsync() => _value.Value;
}
