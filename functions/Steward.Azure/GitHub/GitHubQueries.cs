namespace Steward.Azure.GitHub;

/// <summary>The GraphQL queries, for what the REST API does not tell.</summary>
internal static class GitHubQueries
{
    /// <summary>Which commit wrote which lines.</summary>
    public const string Blame = """
        query Blame($owner: String!, $name: String!, $commit: GitObjectID!, $path: String!) {
          repository(owner: $owner, name: $name) {
            object(oid: $commit) { ... on Commit { blame(path: $path) { ranges { startingLine endingLine commit { oid } } } } }
          }
        }
        """;

    /// <summary>A page of tags with the dates that the REST API leaves out.</summary>
    public const string Tags = """
        query Tags($owner: String!, $name: String!, $after: String) {
          repository(owner: $owner, name: $name) {
            refs(refPrefix: "refs/tags/", first: 100, after: $after) {
              pageInfo { hasNextPage endCursor }
              nodes {
                name
                target {
                  __typename
                  oid
                  ... on Commit { committedDate }
                  ... on Tag { tagger { date } target { __typename oid } }
                }
              }
            }
          }
        }
        """;

    /// <summary>The blobs that a file was at several commits, 50 at most: <c>$e0</c> and so on are <c>COMMIT:PATH</c>.</summary>
    public static string Blobs(int count)
    {
        var variables = string.Concat(Enumerable.Range(0, count).Select(i => $", $e{i}: String!"));
        var objects = string.Concat(Enumerable.Range(0, count).Select(i => $" b{i}: object(expression: $e{i}) {{ __typename oid }}"));
        return $"query Blobs($owner: String!, $name: String!{variables}) {{ repository(owner: $owner, name: $name) {{{objects} }} }}";
    }
}
