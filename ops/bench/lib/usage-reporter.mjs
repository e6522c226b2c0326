// Loaded into a measured process by --import: tells the bench what the process has used so far, and ends with the bench.
process.on('message', ({ kind }) => {
  if (kind !== 'usage') return;
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  process.send({
    kind: 'usage',
    cpuUs: user + system,
    residentBytes: process.memoryUsage.rss(),
    peakBytes: maxRSS * 1024,
  });
});
process.on('disconnect', () => process.exit());
process.channel?.unref();
