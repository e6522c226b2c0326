'use strict';

// Loaded before each command, and in words that any Node reads: one that is too old must still understand the sentence.
const needed = require('../../../package.json').engines.node.replace('>=', '');

const numbers = (version) => version.split('.').map(Number);

/** What is wrong with a version of Node, or an empty text. */
function complaintAbout(version) {
  const difference = numbers(version)
    .map((number, place) => number - numbers(needed)[place])
    .find((step) => step !== 0);
  if (difference === undefined || difference > 0) return '';
  return `Node ${needed} or newer is needed to install the rest, and this is ${version}: see https://nodejs.org`;
}

module.exports = { complaintAbout };

const complaint = complaintAbout(process.versions.node);
if (complaint) {
  process.stderr.write(`Stopped: ${complaint}\n`);
  process.exit(1);
}
