import { isObject } from './json.ts'
import type { Header, SeenRequest } from './request.ts'

/** The requests of an HTTP archive (HAR 1.2), without invalid entries; null if the value is no archive. */
export function requestsOfHar(value: unknown): SeenRequest[] | null {
  const log = isObject(value) ? value['log'] : undefined
  const entries = isObject(log) ? log['entries'] : undefined
  return Array.isArray(entries) ? entries.flatMap((entry: unknown) => requestOf(entry) ?? []) : null
}

function requestOf(entry: unknown): SeenRequest | null {
  const request = isObject(entry) ? entry['request'] : undefined
  if (!isObject(entry) || !isObject(request) || typeof request['url'] !== 'string') return null
  const headers: unknown = request['headers']
  const started = typeof entry['startedDateTime'] === 'string' ? Date.parse(entry['startedDateTime']) : Number.NaN
  return {
    urls: [request['url']],
    headers: Array.isArray(headers) ? headers.flatMap(headerOf) : [],
    sentAt: Number.isNaN(started) ? 0 : started,
  }
}

function headerOf(header: unknown): Header[] {
  if (!isObject(header)) return []
  const { name, value } = header
  return typeof name === 'string' && typeof value === 'string' ? [[name, value]] : []
}
