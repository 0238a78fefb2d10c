using Steward.Kernel;

namespace Steward.Azure.GitHub;

/// <summary>Where the app is installed, and what its token is for.</summary>
/// <param name="Name">For people: <c>acme/shop</c>, <c>acme</c>.</param>
/// <param name="Address">Where its installation is looked up.</param>
/// <param name="Repository">The only repository that the token is for; null: all of the installation.</param>
internal readonly record struct InstallationPlace(string Name, string Address, string? Repository)
{
    /// <summary>A product: a token for nothing but its repository.</summary>
    public static InstallationPlace Of(ProductId product) => new(product.ToString(), $"repos/{product}/installation", product.Name);

    /// <summary>An organisation: who administers its people needs all of it.</summary>
    public static InstallationPlace OfOrganisation(string login) => new(login, $"orgs/{Uri.EscapeDataString(login)}/installation", null);
}
