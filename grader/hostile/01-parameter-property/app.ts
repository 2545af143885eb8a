class Desk {
  constructor(readonly number: number) {}
}
console.log(new Desk(1).number);
