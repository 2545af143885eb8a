for (let line = 1; line <= 60; line += 1) console.log(`${line} bottles of beer`);
throw new Error('the cellar is empty');
