/** The result of asking the registry for known vulnerabilities, and the exit code. */
export interface Audit {
  readonly exitCode: 0 | 1 | 2
  readonly say: string
}

interface Report {
  readonly auditReportVersion?: number
  readonly error?: { readonly summary?: string }
  readonly message?: string
  readonly vulnerabilities?: Record<string, { readonly severity: string; readonly isDirect: boolean }>
}

/**
 * Reads the stdout of `npm audit --json`. A registry that could not be asked is an outcome of its own: it must look neither like
 * good news nor like bad.
 */
export function readAudit(stdout: string): Audit {
  const report = parsed(stdout)
  if (report?.auditReportVersion === undefined || report.vulnerabilities === undefined) {
    const why = report?.error?.summary || report?.message || 'npm gave no report'
    const say = `The packages could not be checked: ${why}. Nothing is known, neither good nor bad. Try again on a network whose registry answers to audits.`
    return { exitCode: 2, say }
  }
  const found = Object.entries(report.vulnerabilities).map(([name, { severity }]) => `${name} (${severity})`)
  if (found.length === 0) return { exitCode: 0, say: 'No known vulnerabilities in the packages.' }
  return { exitCode: 1, say: `Known vulnerabilities: ${found.join(', ')}. \`npm audit\` tells more.` }
}

function parsed(stdout: string): Report | null {
  try {
    const report: unknown = JSON.parse(stdout)
    return typeof report === 'object' ? (report as Report) : null
  } catch {
    return null
  }
}
