namespace Steward.Kernel;

/// <summary>The five stages, in the order in which people read them.</summary>
public enum Stage
{
    /// <summary>Environments and backups.</summary>
    Development,

    /// <summary>Test results and their completeness.</summary>
    Testing,

    /// <summary>Licences, antivirus, access, seats.</summary>
    Security,

    /// <summary>Gates, passports, traces.</summary>
    Release,

    /// <summary>Errors of the released product.</summary>
    Monitoring,
}
