using System.CommandLine;
using Spectre.Console;
using Steward.Answers;
using Steward.Cli.Remote;
using Steward.Cli.Views;
using Steward.Products;

namespace Steward.Cli.Commands.Products;

/// <summary><c>steward products</c>: which repositories are under Steward's care.</summary>
internal sealed class ProductCommands : ICommandGroup
{
    /// <inheritdoc/>
    public IEnumerable<Command> Build(CliServices services)
    {
        yield return new Command("products", "Registers and lists products.") { Add(services), List(services) };
    }

    private static Command Add(CliServices services)
    {
        var product = new Argument<string>("PRODUCT") { Description = "owner/name." };
        var source = new Option<string>("--source") { Description = "Where its code is read: github, or git:/absolute/path.", DefaultValueFactory = _ => "github" };
        var branch = new Option<string>("--branch") { Description = "The branch whose pushes are changes.", DefaultValueFactory = _ => "main" };
        return new Command("add", "Registers a product, or changes its registration.") { product, source, branch }.Asks(services,
            (client, parsed, cancellation) => client.PutAsync<Product>(RemotePaths.Product(parsed.GetValue(product)!),
                new ProductRequest(parsed.GetValue(source)!, parsed.GetValue(branch)), cancellation),
            added => services.Out.WriteLine($"{added.Id} is under Steward's care: {added.Source}, branch {added.DefaultBranch}."));
    }

    private static Command List(CliServices services) => new Command("list", "Lists products.").Asks(services,
        (client, _, cancellation) => client.RequireAsync<ProductList>(RemotePaths.Products, cancellation),
        list =>
        {
            var table = Marks.Table("Product", "Source", "Branch", "Registered");
            foreach (var (product, _) in list.Products)
                table.AddRow(Marks.Plain(product.Id.ToString()), Marks.Plain(product.Source), Marks.Plain(product.DefaultBranch), Marks.Of(product.RegisteredAt));
            services.Out.Write(table);
        });
}
