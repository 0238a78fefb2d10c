// Counts a CTRF report: "passed failed skipped". A skip that is not on the list of allowed ones (name, a tab, a reason) counts as failed.
const fs = require('fs');
const [report, list] = process.argv.slice(2);
const allowed = new Map(fs.readFileSync(list, 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t')));
let passed = 0, failed = 0, skipped = 0;
for (const test of JSON.parse(fs.readFileSync(report, 'utf8')).results.tests) {
  if (test.status === 'passed') passed++;
  else if (test.status === 'skipped' && allowed.get(test.name)) skipped++;
  else {
    failed++;
    if (test.status === 'skipped') console.error(`   skipped without a reason in ${list}: ${test.name}`);
  }
}
if (passed + failed + skipped === 0) { console.error(`   ${report}: no test was run`); failed = 1; }
console.log(passed, failed, skipped);
