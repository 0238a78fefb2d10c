namespace Steward.Stages.Security.Licences.Detection;

/// <summary>How a licence was found.</summary>
public enum FoundKind
{
    /// <summary>The text of the licence or of the exception itself.</summary>
    Text,

    /// <summary>The notice that a licence asks to be put into each file: "Licensed under the Apache License, Version 2.0 ...".</summary>
    Header,

    /// <summary>A <c>SPDX-License-Identifier:</c> line.</summary>
    Tag,

    /// <summary>The licence is named only: "Released under the MIT license".</summary>
    Reference,

    /// <summary>It talks like a licence, and nobody can say which.</summary>
    Unknown,
}
