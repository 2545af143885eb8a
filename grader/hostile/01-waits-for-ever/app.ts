// Node.js ends a process that awaits what nothing will settle, with status 13.
await new Promise(() => {});
