namespace Steward.UnitTests.Security;

/// <summary>Small lock files of every kind.</summary>
internal static class Locks
{
    public const string NuGet = """
        {
          "version": 2,
          "dependencies": {
            "net10.0": {
              "Direct.One": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "contentHash": "x==", "dependencies": { "Transitive.Two": "2.1.0-beta.1" } },
              "Transitive.Two": { "type": "Transitive", "resolved": "2.1.0-beta.1", "contentHash": "x==" },
              "Central.Three": { "type": "CentralTransitive", "requested": "[3.0.0, )", "resolved": "3.0.0", "contentHash": "x==" },
              "our.library": { "type": "Project", "dependencies": { "Direct.One": "[1.0.0, )" } }
            },
            "net8.0/linux-x64": {
              "Direct.One": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "contentHash": "x==" },
              "Only.Old": { "type": "Transitive", "resolved": "0.9.0", "contentHash": "x==" }
            }
          }
        }
        """;

    public const string Npm3 = """
        {
          "name": "product", "lockfileVersion": 3, "requires": true,
          "packages": {
            "": { "name": "product", "version": "1.0.0", "license": "UNLICENSED", "workspaces": ["packages/*"] },
            "packages/ours": { "version": "0.0.1" },
            "node_modules/ours": { "resolved": "packages/ours", "link": true },
            "node_modules/left": { "version": "1.0.0", "resolved": "https://registry.example/left/-/left-1.0.0.tgz", "license": "MIT" },
            "node_modules/@scope/right": { "version": "2.0.0", "dev": true, "license": "(MIT OR Apache-2.0)" },
            "node_modules/left/node_modules/inner": { "version": "0.1.0" },
            "node_modules/alias": { "name": "real-name", "version": "3.0.0", "license": "ISC" },
            "node_modules/from-git": { "version": "1.2.3", "resolved": "git+ssh://git@example/x.git#abc" }
          }
        }
        """;

    public const string Npm1 = """
        {
          "name": "product", "version": "1.0.0", "lockfileVersion": 1,
          "dependencies": {
            "a": { "version": "1.0.0", "dependencies": { "deep": { "version": "0.0.1" } } },
            "b": { "version": "2.0.0", "dev": true },
            "alias": { "version": "npm:real@4.0.0" },
            "ours": { "version": "file:packages/ours" },
            "g": { "version": "git+https://git.example/g.git#0123" }
          }
        }
        """;
}
