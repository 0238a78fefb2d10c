using System.Text.Json.Serialization;
using Steward.Kernel;

namespace Steward.Intake;

/// <summary>What happened in a repository, in Steward's own words: parsed once at the edge; nothing behind it sees GitHub's JSON.</summary>
/// <param name="Product">Where.</param>
/// <param name="Actor">Who: <c>github:login</c>.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Pushed), "push")]
[JsonDerivedType(typeof(RefCreated), "create")]
[JsonDerivedType(typeof(ReleasePublished), "release")]
[JsonDerivedType(typeof(PullRequestChanged), "pull_request")]
[JsonDerivedType(typeof(WorkflowRunChanged), "workflow_run")]
[JsonDerivedType(typeof(CheckSuiteChanged), "check_suite")]
[JsonDerivedType(typeof(DeploymentGateAsked), "deployment_protection_rule")]
[JsonDerivedType(typeof(DeploymentChanged), "deployment_status")]
public abstract record RepositoryEvent(ProductId Product, string Actor)
{
    /// <summary>True where somebody waits for an answer: it is taken in even where the product is not registered, so that somebody says so.</summary>
    [JsonIgnore]
    public virtual bool IsAnswered => false;
}

/// <summary>A branch or tag was pushed.</summary>
/// <param name="Product">Where.</param>
/// <param name="Actor">Who.</param>
/// <param name="Ref"><c>refs/heads/main</c> or <c>refs/tags/v1</c>.</param>
/// <param name="Before">The head before; none for a new ref.</param>
/// <param name="After">The head now; none for a deleted ref.</param>
/// <param name="Forced">True when history was rewritten.</param>
public sealed record Pushed(ProductId Product, string Actor, string Ref, CommitSha Before, CommitSha After, bool Forced)
    : RepositoryEvent(Product, Actor);

/// <summary>A branch or tag was created.</summary>
/// <param name="Product">Where.</param>
/// <param name="Actor">Who.</param>
/// <param name="RefType"><c>branch</c> or <c>tag</c>.</param>
/// <param name="RefName">The short name.</param>
public sealed record RefCreated(ProductId Product, string Actor, string RefType, string RefName) : RepositoryEvent(Product, Actor);

/// <summary>Something happened to a release.</summary>
/// <param name="Product">Where.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">GitHub's action: <c>published</c>, <c>deleted</c>...</param>
/// <param name="Tag">The tag.</param>
public sealed record ReleasePublished(ProductId Product, string Actor, string Action, string Tag) : RepositoryEvent(Product, Actor);

/// <summary>Something happened to a pull request.</summary>
/// <param name="Product">Where.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">GitHub's action.</param>
/// <param name="Number">Its number.</param>
/// <param name="Base">The head of the base branch.</param>
/// <param name="Head">Its head.</param>
/// <param name="Merged">True when it was merged.</param>
public sealed record PullRequestChanged(
    ProductId Product, string Actor, string Action, long Number, CommitSha Base, CommitSha Head, bool Merged) : RepositoryEvent(Product, Actor);

/// <summary>Something happened to a workflow run.</summary>
/// <param name="Product">Where.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">GitHub's action.</param>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="Name">The workflow's name.</param>
/// <param name="Head">The commit.</param>
/// <param name="Conclusion">GitHub's conclusion, or null while it runs.</param>
public sealed record WorkflowRunChanged(
    ProductId Product, string Actor, string Action, long RunId, int Attempt, string Name, CommitSha Head, string? Conclusion)
    : RepositoryEvent(Product, Actor)
{
    /// <summary>The workflow's file: <c>.github/workflows/tests.yml</c>; empty when it is not told.</summary>
    public string Path { get; init; } = "";
}

/// <summary>Something happened to a check suite.</summary>
/// <param name="Product">Where.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">GitHub's action: <c>rerequested</c>...</param>
/// <param name="Head">The commit.</param>
/// <param name="Conclusion">GitHub's conclusion, or null.</param>
public sealed record CheckSuiteChanged(ProductId Product, string Actor, string Action, CommitSha Head, string? Conclusion)
    : RepositoryEvent(Product, Actor);

/// <summary>A deployment waits for Steward's word.</summary>
/// <param name="Product">Where.</param>
/// <param name="Actor">Who.</param>
/// <param name="Environment">The GitHub environment.</param>
/// <param name="CallbackPath">The path of the callback below the API's root, checked to belong to the product.</param>
/// <param name="Head">The commit.</param>
public sealed record DeploymentGateAsked(ProductId Product, string Actor, string Environment, string CallbackPath, CommitSha Head)
    : RepositoryEvent(Product, Actor)
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsAnswered => true;

    /// <summary>The deployment's id.</summary>
    public long Deployment { get; init; }

    /// <summary>The branch, tag or commit that is deployed; empty when it is not told.</summary>
    public string Ref { get; init; } = "";

    /// <summary>The host (and port, where it is not the usual one) of the callback; who answers checks that it is that of the API.</summary>
    public string CallbackHost { get; init; } = "";
}

/// <summary>A deployment has another state.</summary>
/// <param name="Product">Where.</param>
/// <param name="Actor">Who.</param>
/// <param name="Environment">The GitHub environment.</param>
/// <param name="State">GitHub's state: <c>success</c>, <c>failure</c>...</param>
/// <param name="Head">The commit.</param>
public sealed record DeploymentChanged(ProductId Product, string Actor, string Environment, string State, CommitSha Head)
    : RepositoryEvent(Product, Actor)
{
    /// <summary>The deployment's id.</summary>
    public long Deployment { get; init; }
}
