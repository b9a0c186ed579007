import { describe, expect, it } from 'vitest'
import { edgeManifest, packageManifest } from './manifest.ts'

describe('the package’s package.json', () => {
  it('names the repository of the workflow that builds it, as npm compares it with the provenance', () => {
    const workflow = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'somebody/keeper' }
    expect(packageManifest(workflow)).toMatchObject({
      repository: { type: 'git', url: 'git+https://github.com/somebody/keeper.git' },
      publishConfig: { access: 'public', provenance: true },
    })
  })

  it('names none where nobody knows it', () => {
    expect(packageManifest({})).not.toHaveProperty('repository')
  })

  it('is that of a package which may be published; the edge’s may not', () => {
    expect(packageManifest({})).not.toHaveProperty('private')
    expect(edgeManifest).toMatchObject({ private: true })
  })
})
