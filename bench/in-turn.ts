/**
 * Times ways by turns, each round in another order, so that whatever else the computer does meets all of them alike. Gives the
 * median of each way's milliseconds, by its name, without those of the first rounds, the warm-ups.
 */
export async function inTurn(
  ways: Readonly<Record<string, () => Promise<void>>>,
  warmUps: number,
  rounds: number,
): Promise<Record<string, number>> {
  const order = Object.keys(ways)
  const times = Object.fromEntries(order.map((name): [string, number[]] => [name, []]))
  for (let round = -warmUps; round < rounds; round++) {
    order.push(...order.splice(0, 1))
    for (const name of order) {
      const started = performance.now()
      await ways[name]?.()
      if (round >= 0) times[name]?.push(performance.now() - started)
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
