import { expect, it } from 'vitest'
import { editionFor } from './edition-for.ts'

it('is none on an Electron that may ship, whatever was asked for', () => {
  expect(editionFor('45.4.1', false, '/project')).toBeUndefined()
  expect(editionFor('45.4.1', true, '/project')).toBeUndefined()
})

it('on an older one is for trying alone, where that was asked for', () => {
  expect(() => editionFor('33.2.1', false, '/project')).toThrow(/33\.2\.1 is too old .* --for-trying/)
  expect(() => editionFor('unknown', false, '/project')).toThrow('too old')
  expect(editionFor('33.2.1', true, '/project')).toEqual({ project: '/project' })
})
