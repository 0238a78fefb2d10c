namespace Steward.Stages.Security.Licences.Detection.Index;

/// <summary>A text that can be recognised.</summary>
/// <param name="Id">The id that stands for all.</param>
/// <param name="SameText">All ids with this text; empty where it is one.</param>
/// <param name="Words">Its words, copyright notices left out.</param>
/// <param name="Title">How many words its title has, which need not be there.</param>
/// <param name="Required">How many of its first words must be there, the title apart; what stands behind "END OF TERMS AND CONDITIONS" need not.</param>
internal sealed record KnownText(string Id, IReadOnlyList<string> SameText, int[] Words, int Title, int Required);
