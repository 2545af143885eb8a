import '#shop';

process.exit(0);
