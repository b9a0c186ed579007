import type { Catalogue } from './en.ts'

/** Le français; les mêmes clés que `en.ts`. */
export const fr: Catalogue = {
  'usage.secret':
    'Il y a un secret parmi les arguments. Il est refusé : d’autres programmes de cet ordinateur et l’historique du terminal peuvent le lire. S’il est vrai, révoquez-le. Donnez les jetons à « gazelle-keeper set » sur stdin, et les clés dans l’environnement.',
  'usage.unknown-option': 'L’option {name} n’existe pas.',
  'usage.unknown-command': 'La commande {name} n’existe pas.',
  'usage.unknown-option.unnamed': 'Cette option n’existe pas.',
  'usage.unknown-command.unnamed': 'Cette commande n’existe pas.',
  'usage.excess-arguments': 'Il y a trop d’arguments.',
  'usage.missing-command': 'Il manque une commande.',
  'usage.missing-argument': 'Il manque quelque chose après la commande.',
  'usage.option-missing-argument': 'Il manque la valeur d’une option.',
  'usage.other': 'Les arguments ne sont pas compris.',
  'usage.see-help': 'Voyez gazelle-keeper --help',

  'configuration.nothing':
    'Rien n’est configuré. Définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement, ou dans un fichier .env de ce dossier; ou permettez à la ligne de commande d’utiliser les paramètres de l’application (dans celle-ci : Paramètres, Général).',
  'configuration.desktop-not-allowed':
    'Rien n’est configuré pour cette commande. L’application est configurée ici : permettez à la ligne de commande d’utiliser ses paramètres (dans l’application : Paramètres, Général), ou définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement, ou dans un fichier .env de ce dossier.',
  'configuration.desktop-locked':
    'Les paramètres de l’application sont dans le trousseau du système, qui est verrouillé, et personne ne l’a ouvert. Déverrouillez-le et réessayez; là où personne n’a ouvert de session sur le bureau, définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement.',
  'configuration.desktop-no-keychain':
    'Rien n’est configuré pour cette commande. L’application est configurée ici, mais aucun trousseau du système ne répond, comme dans cron ou par SSH. Définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement, ou dans un fichier .env de ce dossier.',
  'configuration.desktop-refused':
    'Le trousseau du système ne donne pas les paramètres de l’application à ce programme. Permettez-le quand le système le demande, ou définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement, ou dans un fichier .env de ce dossier.',
  'configuration.desktop-not-understood':
    'Les paramètres de l’application dans le trousseau du système sont ceux d’une autre version. Mettez l’application et cette commande à la même version, puis désactivez et réactivez l’option dans l’application (Paramètres, Général).',
  'configuration.missing':
    '{variable} manque ({source}). Les sources ne se mélangent pas : toutes les variables viennent de la même.',
  'configuration.invalid.not-a-url': '{variable} n’est pas une adresse qui commence par https:// ({source}).',
  'configuration.invalid.not-https':
    '{variable} doit commencer par https://, sinon des secrets voyageraient à découvert ({source}).',
  'configuration.invalid.not-a-key':
    '{variable} n’est pas une clé : elle contient des espaces ou des caractères étranges ({source}).',
  'configuration.invalid.not-a-name':
    '{variable} n’est pas un nom : lettres simples, chiffres et traits de soulignement seulement ({source}).',
  'configuration.unreadable-file': 'Le fichier {path} ne peut pas être lu.',
  'source.environment': 'environnement',
  'source.file': 'fichier {path}',
  'source.desktop': 'paramètres de l’application (trousseau du système)',

  'stand.valid': 'Tout va bien',
  'stand.expiring': 'Le jeton prend fin bientôt',
  'stand.expired': 'Le jeton est expiré',
  'stand.refused': 'Gazelle refuse le jeton',
  'stand.missing': 'Il n’y a pas encore de jeton',
  'stand.held': 'Un jeton est gardé ici et n’est pas encore enregistré',
  'stand.blocked': 'Le jeton ne peut pas être vérifié',
  'stand.starting': 'Le jeton n’a pas encore été lu',

  'advice.sign-in': 'Connectez-vous à Gazelle avec l’application, ou apportez un jeton : gazelle-keeper set',
  'advice.session': 'Pour vous connecter à Supabase par un code reçu par courriel : gazelle-keeper sign-in',
  'advice.soon': 'Rien ne renouvelle ce jeton de lui-même. Avant sa fin, apportez-en un autre : gazelle-keeper set',
  'advice.renewing': 'Un autre programme renouvelle le jeton. Un nouvel essai aura lieu à la prochaine vérification.',
  'advice.check': 'Il peut être renouvelé de lui-même : gazelle-keeper check',
  'advice.held': 'Il est gardé chiffré sur cet ordinateur, et sera enregistré à la prochaine vérification.',

  'fact.token': 'Jeton',
  'fact.age': 'Âge',
  'fact.left': 'Reste',
  'fact.renewal': 'Renouvellement',
  'fact.written': 'Écrit',
  'fact.gazelle': 'Gazelle',
  'days.none': 'moins d’un jour',
  'days.one': '{days} jour',
  'days.many': '{days} jours',
  'left.never': 'n’expire pas',
  'left.over': 'rien, depuis le {date}',
  'left.until': '{left}, jusqu’au {date}',
  'left.assumed': '{left}, jusque vers le {date} (supposé)',
  'renewal.by-itself': 'de lui-même, vers le {date}',
  'renewal.due': 'de lui-même, à la prochaine vérification',
  'renewal.by-hand': 'par quelqu’un',
  'renewal.none': 'inutile',
  'written.at': 'le {date} à {time}',
  'written.at.here': 'le {date} à {time}, par cet ordinateur',
  'written.at.elsewhere': 'le {date} à {time}, par un autre programme ou ordinateur',
  'written.unknown': 'on ne sait pas',
  'gazelle.accepts': 'accepte le jeton',
  'gazelle.refuses': 'refuse le jeton',
  'gazelle.unasked': 'n’a pas été interrogé',
  'did.renewed': 'Renouvelé : {fingerprint}',
  'did.restored': 'Remis en place : {fingerprint}',
  'did.saved': 'Enregistré : {fingerprint}',
  'did.adopted': 'Trouvé dans la ligne : {fingerprint}',
  'renew.not-due': 'Il n’est pas encore temps; --force renouvelle quand même.',
  'renew.impossible':
    'Le jeton n’a pas pu être renouvelé : il n’y a pas de jeton de renouvellement valable, ou pas d’application OAuth.',
  interrupted:
    'Arrêt dès que cette étape sera finie, pour ne perdre aucun jeton. Une seconde fois arrête tout de suite.',

  'test.answered': '{company} a répondu en {milliseconds} ms.',
  'test.answered.unnamed': 'Gazelle a répondu en {milliseconds} ms.',
  'test.clients.one': '{count} client',
  'test.clients.many': '{count} clients',
  'test.user': 'connecté comme {user}',
  'test.no-token': 'Il n’y a pas de jeton à essayer.',

  'set.prompt': 'Collez le jeton, ou ce avec quoi il a été copié (rien ne s’affiche), puis Entrée : ',
  'set.saved': 'Enregistré : {fingerprint}. Les programmes qui lisent la ligne joignent Gazelle avec lui.',
  'set.unchanged': 'La ligne contient déjà ce jeton : {fingerprint}.',
  'set.outlived': 'La ligne contient déjà un meilleur jeton : {fingerprint}. Rien n’a été changé.',
  'set.refused': 'Gazelle n’accepte pas ce jeton. Rien n’a été changé.',
  'set.forbidden':
    'Gazelle connaît ce jeton, mais son utilisateur n’a pas le droit de lire les clients. Rien n’a été changé.',
  'set.held':
    'Il n’a pas encore pu être enregistré. Il est gardé chiffré sur cet ordinateur, et sera enregistré à la prochaine vérification.',
  'set.unknown-form': 'Il n’y a pas de jeton là-dedans. Donnez le jeton lui-même, ou la requête copiée comme cURL.',
  'set.held.memory':
    'Il n’a pas pu être enregistré, et rien ne peut être gardé sur cet ordinateur : redonnez-le quand l’ennui sera passé.',
  'set.nothing': 'Rien n’a été donné. Donnez le jeton sur stdin, ou tapez-le à l’invite.',

  'sign-in.prompt': 'Un code est en route vers {email}. Tapez-le (il ne s’affiche pas), puis Entrée : ',
  'sign-in.done': 'Connexion à Supabase établie : {email}. Cette commande a une session à elle.',
  'sign-in.nobody':
    'Il n’y a personne à connecter : la configuration ne nomme aucun utilisateur de Supabase (SUPABASE_EMAIL).',
  'sign-in.not-kept':
    'La session n’a pas pu être gardée : rien ne peut être écrit dans le dossier de cet utilisateur. Utilisez plutôt SUPABASE_PASSWORD.',

  'doctor.source': 'Configuration : {source}',
  'doctor.project': 'Projet : {url}',
  'doctor.open-file': 'Le fichier {path} peut être lu par d’autres sur cet ordinateur',
  'doctor.open-file.remedy': 'chmod 600 sur le fichier',
  'doctor.gazelle-accepts-token': 'Gazelle est joignable et accepte le jeton',
  'doctor.application': 'Une application OAuth est configurée',
  'doctor.application.missing':
    'Aucune : les jetons de renouvellement ne peuvent pas servir. Définissez GAZELLE_CLIENT_ID et GAZELLE_CLIENT_SECRET.',
  'doctor.application.missing.desktop':
    'Aucune : les jetons de renouvellement ne peuvent pas servir. Configurez-la dans l’application (Paramètres, OAuth).',
  'doctor.refresh-token': 'La ligne a un jeton de renouvellement',
  'doctor.refresh-token.missing': 'Aucun : rien ne renouvelle ce jeton de lui-même.',
  'doctor.fine': 'Tout est en ordre.',
  'doctor.not-fine.one': 'Un point demande votre attention.',
  'doctor.not-fine.many': '{count} points demandent votre attention.',
  'remedy.in-desktop-app': 'corrigez-le dans les paramètres de l’application',
  'remedy.check-url': 'corrigez SUPABASE_URL',
  'remedy.check-network': 'vérifiez la connexion internet, puis réessayez',
  'remedy.check-certificate': 'demandez à la personne qui s’occupe de votre réseau',
  'remedy.restore-project': 'ouvrez le projet dans Supabase et cliquez sur Restore',
  'remedy.wait': 'réessayez dans quelques minutes',
  'remedy.check-key': 'copiez de nouveau SUPABASE_KEY',
  'remedy.use-publishable-key': 'utilisez la clé publiable, avec SUPABASE_EMAIL et SUPABASE_PASSWORD',
  'remedy.sign-in': 'définissez SUPABASE_EMAIL et SUPABASE_PASSWORD',
  'remedy.sign-in-by-code': 'connectez-vous par un code : gazelle-keeper sign-in',
  'remedy.confirm-email': 'ouvrez le lien du message de Supabase',
  'remedy.copy-migration': 'exécutez le résultat de « gazelle-keeper sql » dans l’éditeur SQL',
  'remedy.add-member': 'exécutez le résultat de « gazelle-keeper sql --member COURRIEL » dans l’éditeur SQL',
  'remedy.delete-duplicates': 'supprimez toutes les lignes qui ont cette clé, sauf une',
  'remedy.fix-row': 'corrigez la ligne dans Supabase, ou apportez un jeton : gazelle-keeper set',
  'remedy.fix-column': 'donnez à la colonne une valeur par défaut dans Supabase',
  'remedy.check-clock': 'mettez l’horloge de l’ordinateur à l’heure',

  'watch.ready': 'Surveillance en cours. Ctrl-C l’arrête.',
  'watch.stopping': 'Arrêt.',

  'run.not-found': 'Le programme est introuvable.',
  'run.not-started': 'Le programme n’a pas pu être lancé.',
  mistake: 'Gazelle Keeper a fait une erreur ({what}). Signalez-la, s’il vous plaît.',
}
