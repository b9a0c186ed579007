import { expect, test } from 'vitest'
import { installLine, readCandidates } from './apt.ts'

test('reads the packages that can be installed out of what apt-cache policy prints', () => {
  // Ubuntu 24.04: the old name is left over as a virtual package without a candidate.
  const recorded = `libasound2:
  Installed: (none)
  Candidate: (none)
  Version table:
libasound2t64:
  Installed: (none)
  Candidate: 1.2.11-1ubuntu0.1
  Version table:
     1.2.11-1ubuntu0.1 500
        500 http://archive.ubuntu.com/ubuntu noble-updates/main amd64 Packages
xvfb:
  Installed: 2:21.1.12-1ubuntu1.4
  Candidate: 2:21.1.12-1ubuntu1.4
  Version table:
 *** 2:21.1.12-1ubuntu1.4 500
        100 /var/lib/dpkg/status
`
  expect([...readCandidates(recorded)]).toEqual(['libasound2t64', 'xvfb'])
  expect([...readCandidates('')]).toEqual([])
})

test('gives one line to type', () => {
  expect(installLine(['libgtk-3-0', 'xvfb'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends libgtk-3-0 xvfb',
  )
})
