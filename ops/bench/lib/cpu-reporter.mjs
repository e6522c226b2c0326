// Loaded into a measured server by --import: answers, over the IPC channel, the processor time used so far (µs).
process.on('message', (message) => {
  if (message !== 'cpu') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpu: user + system });
});
process.channel?.unref();
