using Steward.Stages.Security.Licences.Detection.Headers;
using Steward.Stages.Security.Licences.Detection.Index;
using Steward.Stages.Security.Licences.Detection.Words;

namespace Steward.Stages.Security.Licences.Detection;

/// <summary>All that is known of licences, with one vocabulary. Made once, at the first use; then it is only read, from any thread.</summary>
internal sealed class Knowledge
{
    private static readonly Lazy<Knowledge> _current = new(() => new Knowledge());

    private Knowledge()
    {
        Texts = new TextIndex(KnownTexts.Load(Vocabulary));
        Names = new NameBook(Vocabulary);
        Gnu = new GnuWords(Vocabulary);
        Statements = new StatementWords(Vocabulary);
        Standards = new StandardHeaders(Vocabulary);
    }

    /// <summary>That of this program.</summary>
    public static Knowledge Current => _current.Value;

    public Vocabulary Vocabulary { get; } = new();

    public TextIndex Texts { get; }

    public NameBook Names { get; }

    public GnuWords Gnu { get; }

    public StatementWords Statements { get; }

    public StandardHeaders Standards { get; }
}
