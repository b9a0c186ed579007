"""A program as companies have them: it asks Gazelle for clients, and knows nothing of leases, journals or keepers.

It reads the row on every run, parses it twice where it is a JSON string, takes a token under 50 characters for an API
key, calls a token expired when under an hour is left of created_at + expires_in, refreshes with the stored refresh token
then and on 401, retries once, keeps the old refresh token when the answer brings none, and upserts the whole row by key
with no condition. It does not touch updated_at.

Environment: SUPABASE_URL, SUPABASE_KEY, GAZELLE_URL, GAZELLE_CLIENT_ID, GAZELLE_CLIENT_SECRET; KEY_BELOW where the API
keys are told from tokens by another length than 50.
For every line on stdin it does one thing and says on one line of JSON how that went:
  run               asks Gazelle, renewing by itself as above
  use               asks Gazelle with the row's token as it is, and renews nothing
  save <pair>       writes a new pair over the row's, as the guide's Option A does; <pair> is an OAuth answer in JSON
"""

import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

ROW = 'gazelle_oauth_token'
KEY_BELOW = int(os.environ.get('KEY_BELOW', '50'))
QUERY = 'query { allClients(first: 1) { nodes { id companyName } } }'
# Nothing on this machine goes through a proxy.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def send(method, url, headers, body=None):
    request = urllib.request.Request(url, data=body, headers=headers, method=method)
    with opener.open(request, timeout=30) as answer:
        text = answer.read()
        return json.loads(text) if text else None


class Storage:
    def __init__(self):
        self.url = os.environ['SUPABASE_URL'] + '/rest/v1/system_settings'
        key = os.environ['SUPABASE_KEY']
        self.headers = {
            'apikey': key,
            'Authorization': 'Bearer ' + key,
            'Content-Type': 'application/json',
            'User-Agent': 'python-urllib',
        }
        self.was_text = False

    def get(self):
        rows = send('GET', self.url + '?select=value&key=eq.' + ROW, self.headers)
        value = rows[0]['value']
        self.was_text = isinstance(value, str)
        return json.loads(value) if self.was_text else value

    def save(self, value):
        stored = json.dumps(value) if self.was_text else value
        row = json.dumps({'key': ROW, 'value': stored}).encode()
        headers = {**self.headers, 'Prefer': 'resolution=merge-duplicates'}
        send('POST', self.url + '?on_conflict=key', headers, row)


class Client:
    def __init__(self, storage):
        self.storage = storage
        self.token = storage.get()
        self.refreshes = 0

    def is_expired(self):
        if 'expires_at' in self.token:
            return time.time() > self.token['expires_at'] - 3600
        return time.time() > self.token['created_at'] + self.token['expires_in'] - 3600

    def refresh(self):
        form = {
            'grant_type': 'refresh_token',
            'refresh_token': self.token['refresh_token'],
            'client_id': os.environ['GAZELLE_CLIENT_ID'],
            'client_secret': os.environ['GAZELLE_CLIENT_SECRET'],
        }
        url = os.environ['GAZELLE_URL'] + '/developer/oauth/token'
        headers = {'Content-Type': 'application/x-www-form-urlencoded'}
        answer = send('POST', url, headers, urllib.parse.urlencode(form).encode())
        self.refreshes += 1
        self.take(answer)

    def take(self, answer):
        self.token = {
            **self.token,
            'access_token': answer['access_token'],
            'refresh_token': answer.get('refresh_token') or self.token.get('refresh_token'),
            'expires_in': answer.get('expires_in', 2592000),
            'created_at': int(time.time()),
        }
        self.storage.save(self.token)

    def ask(self):
        access = self.token['access_token']
        is_key = len(access) < KEY_BELOW
        header = {'x-gazelle-api-key': access} if is_key else {'Authorization': 'Bearer ' + access}
        url = os.environ['GAZELLE_URL'] + '/graphql/private/'
        body = json.dumps({'query': QUERY}).encode()
        answer = send('POST', url, {**header, 'Content-Type': 'application/json'}, body)
        return len(answer['data']['allClients']['nodes'])

    def run(self):
        if self.is_expired():
            self.refresh()
        try:
            return self.ask()
        except urllib.error.HTTPError as error:
            if error.code != 401:
                raise
            self.refresh()
            return self.ask()


def do(command, rest):
    client = Client(Storage())
    if command == 'save':
        client.take(json.loads(rest))
        return {'ok': True}
    clients = client.run() if command == 'run' else client.ask()
    return {'ok': True, 'clients': clients, 'refreshes': client.refreshes}


for line in sys.stdin:
    name, _, argument = line.strip().partition(' ')
    try:
        told = do(name, argument)
    except urllib.error.HTTPError as failure:
        told = {'ok': False, 'status': failure.code}
    print(json.dumps(told), flush=True)
