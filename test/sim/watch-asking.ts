import type { Keeper } from '../../src/core/keeper/keeper.ts'
import { fingerprint } from '../../src/core/token/fingerprint.ts'
import type { KeeperSide } from './machine-side.ts'
import { day, type World } from './world.ts'

/** Watches a keeper's state: it must ask a person only when no automatic way is left, as far as this keeper could know. */
export function watchAsking(world: World, side: KeeperSide, keeper: Keeper): void {
  const { timeline, gazelle, scenario } = world
  const { name, session, requests, told } = side
  let wasAsking = false
  keeper.state.subscribe(({ asksHuman, works, token, problem }) => {
    if (problem?.at === 'keeper' && problem.what === 'EndlessRound') {
      world.violations.push(`${name} went round in circles`)
    }
    if (works === true && token !== null && !told.accepted.has(token.fingerprint)) {
      world.violations.push(`${name} says that a token works of which Gazelle has said nothing`)
    }
    const isNews = asksHuman && !wasAsking
    wasAsking = asksHuman
    if (!isNews) return
    // The web session's latest token was rejected although it was alive: the keeper knows of no better one.
    const isMisled = session.token !== null && world.wasWronged(session.token, timeline.now - day)
    // A session of another company's account is of no use for the row; and a keeper knows the row's company only if Gazelle has
    // told it, in this life or before the journal was last written.
    const { inRow } = told
    const mark = fingerprint(inRow)
    const { ownership, fallbacks } = told.journal
    const isWritten =
      ownership?.of === mark || fallbacks.some(({ accessToken, account }) => accessToken === inRow && account != null)
    const isRowKnown = !world.isPastedOver && (told.heard.has(mark) || isWritten)
    const isOfRow = !scenario.hasOtherCompany || (isRowKnown && session.company === gazelle.companyOf(inRow))
    const isHeard = !session.isMissed && requests.forced + requests.offering === 0
    const isSessionKnown = session.isSignedIn && isHeard && !isMisled && isOfRow
    if (!world.hasFaults && isSessionKnown) {
      world.violations.push(`${name} asked a human although somebody is signed in to Gazelle`)
    }
    if (told.refusedAt > told.readAt) {
      world.violations.push(`${name} believed that a refresh token was spent without reading the row again`)
    }
  })
}
