namespace Steward.Web.Problems;

/// <summary>Nobody was recognised where somebody has to be: 401 for programs, the sign-in page for people.</summary>
internal sealed class UnauthenticatedException() : Exception(
    "This needs a token: send it as 'Authorization: Bearer TOKEN'. It may be missing, mistyped, revoked or expired, or of an issuer that is not believed here.");
