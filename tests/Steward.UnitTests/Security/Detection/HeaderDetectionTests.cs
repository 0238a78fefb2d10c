using Steward.Stages.Security.Licences.Detection;
using Xunit;

namespace Steward.UnitTests.Security.Detection;

public sealed class HeaderDetectionTests
{
    private const string Gnu = "This program is free software; you can redistribute it and/or modify it\nunder the terms of the GNU {0} Public License as published by the\n"
        + "Free Software Foundation; {1}.\n\nThis program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY. See the\nGNU {0} Public License for more details.\n";

    [Theory]
    [InlineData("// SPDX-License-Identifier: MIT", "MIT")]
    [InlineData("/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */", "GPL-2.0-only OR BSD-2-Clause")]
    [InlineData("<!-- spdx-license-identifier: Apache-2.0 WITH LLVM-exception -->", "Apache-2.0 WITH LLVM-exception")]
    [InlineData("# SPDX-License-Identifier: GPL-2.0+", "GPL-2.0-or-later")]
    [InlineData("REM SPDX-License-Identifier: MIT AND LicenseRef-Ours", "MIT AND LicenseRef-Ours")]
    [InlineData("{{!-- SPDX-License-Identifier: ISC --}}", "ISC")]
    [InlineData(";; SPDX-License-Identifier: Zlib, see LICENSE", "Zlib")]
    [InlineData("const header = \"SPDX-License-Identifier: 0BSD\";", "0BSD")]
    [InlineData("-- SPDX-License-Identifier: MIT AND Unheard-Of-1.0", null)]
    public void Tags_are_read_in_comments_of_any_language(string line, string? id)
    {
        var found = Assert.Single(LicenceDetector.Detect($"\r\n\r{line}\nfoo();\n", isLicenceFile: false));

        Assert.Equal((id, id is null ? FoundKind.Unknown : FoundKind.Tag, 3, 3), (found.Id, found.Kind, found.StartLine, found.EndLine));
    }

    [Theory]
    [InlineData("var tag = \"SPDX-License-Identifier:\";")]
    [InlineData("/// A <c>SPDX-License-Identifier:</c> line.")]
    [InlineData("Write SPDX-License-Identifier: <expression> into each file.")]
    public void A_tag_without_an_expression_says_nothing(string line) => Assert.Empty(LicenceDetector.Detect(line, isLicenceFile: false));

    [Theory]
    [InlineData("General", "either version 2 of the License, or (at your option) any later version", "GPL-2.0-or-later")]
    [InlineData("General", "version 2 of the License", "GPL-2.0-only")]
    [InlineData("General", "version\n2", "GPL-2.0-only")]
    [InlineData("General", "either version 3 of the License, or\n(at your option) any later version", "GPL-3.0-or-later")]
    [InlineData("General", "either version 2 or (at your option) version 3 of the License", "GPL-2.0-only OR GPL-3.0-only")]
    [InlineData("Lesser General", "either version 2.1 of the License, or (at your option) any later version", "LGPL-2.1-or-later")]
    [InlineData("Library General", "either version 2 of the License, or (at your option) any later version", "LGPL-2.0-or-later")]
    [InlineData("Affero General", "version 3", "AGPL-3.0-only")]
    public void Headers_of_gnu_licences_tell_which_versions_are_granted(string family, string version, string id)
    {
        var header = Gnu.Replace("{0}", family, StringComparison.Ordinal).Replace("{1}", version, StringComparison.Ordinal).Split('\n').Select(l => " * " + l).ToList();

        var found = Assert.Single(LicenceDetector.Detect($"/*\n{string.Join('\n', header)}*/\nint x;\n", isLicenceFile: false));

        Assert.Equal((id, FoundKind.Header, 2, header.Count), (found.Id, found.Kind, found.StartLine, found.EndLine));
    }

    [Theory]
    [InlineData("Licensed under the Apache License, Version 2.0 (the \"License\");\nyou may not use this file except in compliance with the License. See the License for the specific language governing permissions and\nlimitations under the License.", "Apache-2.0")]
    [InlineData("This Source Code Form is subject to the terms of the Mozilla Public\nLicense, v. 2.0. If a copy of the MPL was not distributed with this\nfile, You can obtain one at https://mozilla.org/MPL/2.0/.", "MPL-2.0")]
    [InlineData("This program and the accompanying materials are made\navailable under the terms of the Eclipse Public License 2.0\nwhich is available at https://www.eclipse.org/legal/epl-2.0/", "EPL-2.0")]
    [InlineData("Distributed under the Boost Software License, Version 1.0.\n(See accompanying file or copy at\nhttp://www.boost.org/LICENSE_1_0.txt)", "BSL-1.0")]
    [InlineData("The contents of this file are subject to the terms of the Common Development\nand Distribution License (the License), Version 1.0.\nSee the License for permissions and limitations under the License.", "CDDL-1.0")]
    public void Standard_headers_are_known_to_their_ends(string header, string id)
    {
        var lines = header.Split('\n').Select(l => "# " + l).ToList();

        var found = Assert.Single(LicenceDetector.Detect($"#!/bin/sh\n#\n{string.Join('\n', lines)}\necho hello\n", isLicenceFile: false));

        Assert.Equal((id, FoundKind.Header, 3, 5), (found.Id, found.Kind, found.StartLine, found.EndLine));
    }

    [Theory]
    [InlineData("// Released under the MIT license", "MIT")]
    [InlineData("/*! widget v3 | (c) Foo | Licensed under MIT */", "MIT")]
    [InlineData("# licensed under the GPLv3+", "GPL-3.0-or-later")]
    [InlineData("# License: BSD 3-Clause", "BSD-3-Clause")]
    [InlineData("% Distributed under the terms of the Apache License 2.0.", "Apache-2.0")]
    [InlineData("# under the terms of the GNU General Public License", "GPL-1.0-or-later")]
    [InlineData("// Use of this source code is governed by a BSD-style\n// license that can be found in the LICENSE file.", "BSD-3-Clause")]
    [InlineData("# under the same terms as Perl itself.", "Artistic-1.0-Perl OR GPL-1.0-or-later")]
    public void References_are_less_sure_than_headers(string text, string id)
    {
        var found = Assert.Single(LicenceDetector.Detect($"{text}\nfoo();\n", isLicenceFile: false));

        Assert.Equal((id, FoundKind.Reference), (found.Id, found.Kind));
        Assert.InRange(found.Confidence, 0.3, 0.85);
    }

    [Fact]
    public void A_licence_that_is_named_vaguely_is_unknown()
    {
        var found = Assert.Single(LicenceDetector.Detect("# Distributed under the BSD license.\n", isLicenceFile: false));

        Assert.Equal((null, FoundKind.Unknown), (found.Id, found.Kind));
    }

    [Theory]
    [InlineData("public sealed class License(string name) { public bool IsMit => name == \"MIT\"; }")]
    [InlineData("The Apache helicopter flies under 2.0 km; see the GNU project.")]
    [InlineData("if (mode == WARRANTY) throw new Error('copyright'); // permission denied")]
    [InlineData("")]
    public void Ordinary_source_holds_nothing(string text) => Assert.Empty(LicenceDetector.Detect(text, isLicenceFile: false));
}
