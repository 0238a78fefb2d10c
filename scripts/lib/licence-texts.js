// Called by scripts/licence-texts: turns an unpacked package of the SPDX licence list into JSON lines, one licence a line.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const target = path.join(__dirname, '../../functions/Steward/Stages/Security/Licences/Texts/Data/licence-texts.jsonl');

function current() {
  const head = JSON.parse(fs.readFileSync(target, 'utf8').split('\n', 1)[0]);
  return `${head.package}@${head.version}`;
}

// By code unit, so that no locale has a say.
const byId = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function lines(folder) {
  const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const list = JSON.parse(fs.readFileSync(path.join(folder, 'spdx-full.json'), 'utf8'));
  const ids = Object.keys(list).sort(byId);
  const head = {
    origin: `Names and texts of the SPDX licence list: npm package ${about.name} ${about.version}. Made by scripts/licence-texts; do not edit.`,
    package: about.name,
    version: about.version,
    licence: `${about.license} for the collection; each text belongs to its own authors and stands here so that it can be recognised.`,
    licences: ids.length,
  };
  const known = new Map();
  return [head, ...ids.map(id => {
    const { name, osiApproved, licenseText } = list[id];
    if (typeof licenseText !== 'string' || licenseText.trim() === '') throw new Error(`${id} has no text`);
    const text = licenseText.replaceAll('\r\n', '\n');
    const about = { id, name, osiApproved: osiApproved === true };
    if (known.has(text)) return { ...about, sameTextAs: known.get(text) };
    known.set(text, id);
    return { ...about, text };
  })];
}

const [argument] = process.argv.slice(2);
if (argument === '--current') {
  console.log(current());
} else {
  const made = lines(argument);
  fs.writeFileSync(target, made.map(line => `${JSON.stringify(line)}\n`).join(''));
  console.error(`${made.length - 1} licences, ${made.filter(line => line.text).length} different texts, ${fs.statSync(target).size} bytes`);
}
