namespace Steward.Web.Problems;

/// <summary>Nobody was recognised where somebody has to be: 401 for programs, the sign-in page for people.</summary>
internal sealed class UnauthenticatedException() : Exception(
    "This needs a token: send it as 'Authorization: Bearer stw_...'. It may be missing, mistyped, revoked or expired.");
