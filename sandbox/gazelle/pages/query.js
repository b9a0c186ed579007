// Runs in the page or in a worker, according to the settings: the only place that knows the credential.

const QUERY = 'query AllClients { allClients(first: 25) { totalCount nodes { id companyName } } }'

/** Gives the page's credential, or throws 'signed-out'. */
export async function loadCredential() {
  const answer = await fetch('/web/credential')
  if (answer.status === 401) throw new Error('signed-out')
  return await answer.json()
}

/** Loads the clients; if the credential has died meanwhile, tries once more with a fresh one. */
export async function loadClients(mayRetry = true) {
  const { header, credential } = await loadCredential()
  const answer = await fetch('/graphql/private/', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(header === 'api-key' ? { 'x-gazelle-api-key': credential } : { authorization: `Bearer ${credential}` }),
    },
    body: JSON.stringify({ query: QUERY }),
  })
  if (answer.status === 401 && mayRetry) return await loadClients(false)
  if (!answer.ok) throw new Error(`Gazelle answered ${answer.status}`)
  const { data, errors } = await answer.json()
  if (errors) throw new Error(errors[0].message)
  return data.allClients
}
