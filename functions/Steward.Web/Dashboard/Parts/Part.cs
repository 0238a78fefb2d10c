using Microsoft.AspNetCore.Components;

namespace Steward.Web.Dashboard.Parts;

/// <summary>What every page and every part of one begins with: who reads it, and where Steward's addresses begin.</summary>
public abstract class Part : ComponentBase
{
    /// <summary>What is known of the reader.</summary>
    [CascadingParameter]
    public PageContext Context { get; set; } = null!;

    /// <summary>An address of Steward's as browsers ask for it, below whatever path it stands.</summary>
    protected string At(string address) => Context.Root + address;
}
