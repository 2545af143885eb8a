// Bytes that are no UTF-8, a NUL, and what would clear a terminal and set its title.
process.stdout.write(Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]));
process.stdout.write('"\u0000"\n');
process.stdout.write('{"note":"\u001b[2J\u001b]0;gotcha\u0007"}\n');

await import('./solution/app.ts');
