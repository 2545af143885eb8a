enum Level {
  Info,
}
console.log(Level.Info);
