// A step of a CI run that annotates a pull request from SARIF, for services that read `::error file=…` from the log:
//   npx goitin check --format sarif --lang en packets/*.json > goitin.sarif
//   node annotate.mjs goitin.sarif
// It ends with 1 when there is an error, or a packet that could not be checked, so that the run fails.
import { readFileSync } from 'node:fs';

const LEVELS = { error: 'error', warning: 'warning', note: 'notice' };
const data = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text) => data(String(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');

function annotate(title, { level = 'warning', message, locations }) {
  const { artifactLocation, region } = locations[0].physicalLocation;
  const place = {
    file: decodeURIComponent(artifactLocation.uri),
    line: region?.startLine ?? 1,
    col: region?.startColumn ?? 1,
    title,
  };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${property(value)}`);
  console.log(`::${LEVELS[level] ?? 'notice'} ${properties.join(',')}::${data(message.text)}`);
  if (level === 'error') process.exitCode = 1;
}

const { runs } = JSON.parse(readFileSync(process.argv[2] ?? 0, 'utf8'));
for (const { invocations, results } of runs) {
  for (const result of results) annotate(result.ruleId, result);
  for (const { toolExecutionNotifications } of invocations)
    for (const notification of toolExecutionNotifications) annotate(notification.descriptor.id, notification);
}
