namespace Steward.Stages.Security.Licences.Notices;

/// <summary>What a licence asks of who hands the work on.</summary>
public enum Obligation
{
    /// <summary>Copyright lines and the licence's text go along.</summary>
    Attribution,

    /// <summary>The work's own file of notices goes along.</summary>
    Notice,

    /// <summary>Its source is handed out, or offered.</summary>
    SourceOffer,
}
