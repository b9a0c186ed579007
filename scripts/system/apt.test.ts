import { expect, test } from 'vitest'
import { installLine, listsInstalled, readCandidates } from './apt.ts'

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

test('sees by the installed packages whether names end in t64', () => {
  const header = `Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
||/ Name                   Version         Architecture Description
+++-======================-===============-============-=================================
`
  const mentioned = 'un  libcurl4t64            <none>          <none>       (no description available)\n'
  const installed = 'ii  libapt-pkg6.0t64:amd64 2.7.14build2    amd64        package management runtime library\n'
  expect(listsInstalled(header + mentioned + installed)).toBe(true)
  expect(listsInstalled(header + mentioned)).toBe(false)
  expect(listsInstalled('')).toBe(false)
})

test('gives one line to type', () => {
  expect(installLine(['libgtk-3-0', 'xvfb'])).toBe(
    'sudo apt-get update && sudo apt-get install -y --no-install-recommends libgtk-3-0 xvfb',
  )
})
