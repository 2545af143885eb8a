import '#shop';

setInterval(() => {}, 1_000);
