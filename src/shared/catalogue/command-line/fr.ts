import type { Catalogue } from './en.ts'

/** Le français; les mêmes clés que `en.ts`. */
export const fr: Catalogue = {
  'usage.secret':
    'L’un des arguments est un secret; il est refusé, car d’autres programmes et l’historique du terminal peuvent le lire. S’il est réel, révoquez-le. Passez les jetons à «\u00a0gazelle-keeper set\u00a0» par l’entrée standard, et les clés par des variables d’environnement.',
  'usage.unknown-option': 'Option inconnue\u00a0: {name}',
  'usage.unknown-command': 'Commande inconnue\u00a0: {name}',
  'usage.unknown-option.unnamed': 'Option inconnue.',
  'usage.unknown-command.unnamed': 'Commande inconnue.',
  'usage.excess-arguments': 'Trop d’arguments.',
  'usage.missing-command': 'Aucune commande n’a été donnée.',
  'usage.missing-argument': 'Il manque un argument après la commande.',
  'usage.option-missing-argument': 'Il manque la valeur d’une option.',
  'usage.invalid-argument': 'Une option a une valeur non valide.',
  'usage.other': 'Les arguments n’ont pas été compris.',
  'usage.did-you-mean': 'Vouliez-vous dire {names}?',
  'usage.or': ' ou ',
  'usage.see-help': 'Pour la liste des commandes\u00a0: gazelle-keeper --help',

  'configuration.nothing':
    'Rien n’est configuré. Définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement ou dans un fichier .env de ce dossier, ou permettez à la ligne de commande d’utiliser les paramètres de l’application (dans l’application\u00a0: Paramètres\u00a0> Général).',
  'configuration.desktop-not-allowed':
    'Rien n’est configuré pour cette commande. L’application est configurée sur cet ordinateur\u00a0: permettez à la ligne de commande d’utiliser ses paramètres (dans l’application\u00a0: Paramètres\u00a0> Général), ou définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement ou dans un fichier .env de ce dossier.',
  'configuration.desktop-locked':
    'Les paramètres de l’application sont dans le trousseau du système, qui est verrouillé. Déverrouillez-le, puis réessayez; si personne n’a de session ouverte sur le bureau, définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement.',
  'configuration.desktop-silent':
    'Les paramètres de l’application sont dans le trousseau du système, qui ne répond pas. Réessayez; si cela ne suffit pas, fermez votre session et rouvrez-la, ou définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement.',
  'configuration.desktop-no-keychain':
    'Rien n’est configuré pour cette commande. L’application est configurée sur cet ordinateur, mais aucun trousseau du système n’est accessible (comme sous cron ou par SSH). Définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement ou dans un fichier .env de ce dossier.',
  'configuration.desktop-refused':
    'Le trousseau du système refuse de donner les paramètres de l’application à ce programme. Acceptez quand le système le demande, ou définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement ou dans un fichier .env de ce dossier.',
  'configuration.desktop-not-understood':
    'Les paramètres de l’application dans le trousseau du système viennent d’une autre version. Mettez à jour l’application et cette commande pour qu’elles aient la même version, puis désactivez et réactivez l’option dans l’application (Paramètres\u00a0> Général).',
  'configuration.missing': '{variable} manque ({source}). Toutes les variables doivent venir de la même source.',
  'configuration.invalid.not-a-url': '{variable} n’est pas une adresse qui commence par https:// ({source}).',
  'configuration.invalid.not-https':
    '{variable} doit commencer par https://, sinon des secrets circuleraient sans chiffrement ({source}).',
  'configuration.invalid.not-a-key':
    '{variable} n’est pas une clé\u00a0: elle contient des espaces ou des caractères non valides ({source}).',
  'configuration.invalid.not-a-name':
    '{variable} n’est pas un nom valide\u00a0: lettres sans accent, chiffres et traits de soulignement seulement ({source}).',
  'configuration.invalid.not-seconds': '{variable} n’est pas un nombre entier de secondes, 86400 au plus ({source}).',
  'configuration.invalid.not-keychain':
    '{variable} ne peut être que «\u00a0keychain\u00a0»\u00a0: les secrets sont alors dans le trousseau du système ({source}).',
  'configuration.keychain': 'Les secrets de la configuration ({source}) sont dans le trousseau du système.',
  'keychain.absent':
    'Il n’en a aucun pour ce projet, cet utilisateur et cette application. Pour les y mettre\u00a0: gazelle-keeper init --keychain',
  'keychain.locked': 'Le trousseau du système est verrouillé. Déverrouillez-le, puis réessayez.',
  'keychain.none':
    'Aucun trousseau du système n’est accessible (comme sous cron ou par SSH). Définissez-y les secrets dans l’environnement ou dans un fichier de variables.',
  'keychain.not-understood':
    'Une autre version les y a mis. Mettez cette commande à jour, ou remettez-les-y\u00a0: gazelle-keeper init --keychain',
  'keychain.refused': 'Le trousseau du système a refusé l’accès à ce programme. Acceptez quand le système le demande.',
  'keychain.silent':
    'Le trousseau du système ne répond pas. Réessayez; si cela ne suffit pas, fermez votre session et rouvrez-la.',
  'keychain.too-long': 'Les secrets sont plus longs que ce que le trousseau du système accepte.',
  'configuration.invalid.not-smtp':
    '{variable} n’est pas un serveur de courriel comme smtp://mail.example.com:587 ou smtps://mail.example.com ({source}).',
  'configuration.invalid.not-an-email':
    '{variable} n’est pas une adresse de courriel, ni une liste d’adresses séparées par des virgules ({source}).',
  'configuration.invalid.not-a-topic': '{variable} ne finit pas par le nom d’un sujet ntfy ({source}).',
  'configuration.invalid.not-a-webhook-secret':
    '{variable} n’est pas whsec_ suivi de 24 à 64 octets en Base64 ({source}).',
  'configuration.invalid.not-yes-or-no': '{variable} n’est ni yes ni no ({source}).',
  'configuration.invalid.not-a-language': '{variable} n’est ni en ni fr ({source}).',
  'configuration.unreadable-file': 'Le fichier {path} ne peut pas être lu.',
  'configuration.unreadable-line.not-understood':
    'La ligne {line} du fichier {path} ne peut pas être lue : un guillemet n’est pas fermé, ou du texte suit la fin de la valeur. Corrigez cette ligne.',
  'configuration.unreadable-line.nul':
    'La ligne {line} du fichier {path} contient des octets nuls : deux encodages sont mélangés dans le fichier. Enregistrez de nouveau tout le fichier en UTF-8.',
  'configuration.unreadable-line.not-utf-8':
    'La ligne {line} du fichier {path} contient des caractères d’un autre encodage. Enregistrez de nouveau le fichier en UTF-8.',
  'configuration.unreadable-line.environment':
    'La ligne {line} du fichier {path} prend une valeur dans l’environnement, ce qu’un fichier .env trouvé dans un dossier n’est pas autorisé à faire. Écrivez la valeur dans le fichier, ou nommez le fichier : --config {path}',
  'configuration.doubtful-file.of-another':
    'Le fichier {path} n’est pas utilisé, parce que {at} appartient à un autre compte. Si vous lui faites confiance, nommez-le : --config {path}',
  'configuration.doubtful-file.open-to-others':
    'Le fichier {path} n’est pas utilisé, parce que d’autres comptes de cet ordinateur sont autorisés à modifier {at}. Exécutez chmod go-w sur {at} ou, si vous faites confiance au fichier, nommez-le : --config {path}',
  'configuration.doubtful-file.outside-profile':
    'Le fichier {path} n’est pas utilisé, parce qu’il est hors de votre dossier personnel et que d’autres comptes peuvent peut-être le modifier. Si vous lui faites confiance, nommez-le : --config {path}',
  'configuration.leads-elsewhere.GAZELLE_URL':
    'Le fichier {path} enverrait des jetons à {to}, qui n’est pas Gazelle (GAZELLE_URL). Rien n’a été envoyé. Si c’est bien ce que vous voulez, nommez le fichier : --config {path}',
  'configuration.leads-elsewhere.SUPABASE_URL':
    'Le fichier {path} enverrait ce que vous saisissez au projet {to} (SUPABASE_URL). Rien n’a été envoyé. Si c’est votre projet, nommez le fichier : --config {path}',
  'agree.GAZELLE_URL':
    'Le fichier {path} envoie des jetons à {to}, qui n’est pas Gazelle. Continuer? Saisissez oui (la saisie est masquée), puis appuyez sur Entrée : ',
  'agree.SUPABASE_URL':
    'Le fichier {path} envoie ce que vous saisissez au projet {to}. Est-ce le vôtre? Saisissez oui (la saisie est masquée), puis appuyez sur Entrée : ',
  'source.environment': 'environnement',
  'source.file': 'fichier {path}',
  'source.used': 'Configuration du fichier {path}',
  'source.with-keychain': '{source}, dont les secrets sont dans le trousseau du système',
  'source.desktop': 'paramètres de l’application (trousseau du système)',

  'stand.valid': 'Tout va bien',
  'stand.works': 'Le jeton fonctionne',
  'stand.expiring': 'Le jeton expire bientôt',
  'stand.expired': 'Le jeton est expiré',
  'stand.no-access': 'Gazelle refuse l’accès',
  'stand.refused': 'Gazelle refuse le jeton',
  'stand.missing': 'Aucun jeton pour le moment',
  'stand.held': 'Un jeton est conservé sur cet ordinateur, mais n’est pas encore enregistré dans Supabase',
  'stand.held.memory':
    'Un jeton n’est pas encore enregistré dans Supabase, et n’est pas conservé sur cet ordinateur non plus',
  'stand.blocked': 'Impossible de vérifier le jeton',
  'stand.unsaved': 'Impossible d’enregistrer le jeton',
  'stand.starting': 'Le jeton n’a pas encore été lu',

  'stand.other-company':
    'Un autre programme a enregistré un jeton de l’entreprise {theirs} dans la ligne, qui était celle de l’entreprise {ours}',
  'stand.unconfirmed':
    'Un jeton de l’entreprise {theirs} est en attente\u00a0: la ligne est celle de l’entreprise {ours}. Pour l’enregistrer, fournissez-le à nouveau\u00a0: gazelle-keeper set --another-company',

  'advice.sign-in': 'Connectez-vous à Gazelle avec l’application, ou fournissez un jeton\u00a0: gazelle-keeper set',
  'advice.session': 'Pour vous connecter à Supabase avec un code reçu par courriel\u00a0: gazelle-keeper sign-in',
  'advice.soon':
    'Ce jeton ne peut pas être renouvelé automatiquement. Avant son expiration, fournissez-en un autre\u00a0: gazelle-keeper set',
  'advice.renewing': 'Un autre programme renouvelle le jeton. Un nouvel essai aura lieu à la prochaine vérification.',
  'advice.other-company':
    'Si c’est voulu, fournissez ce jeton une fois de plus\u00a0: gazelle-keeper set --another-company. Sinon, fournissez de la même façon un jeton de l’entreprise d’avant.',
  'advice.later': 'Réessayez dans quelques minutes.',
  'advice.check': 'Il est peut-être possible de le renouveler maintenant\u00a0: gazelle-keeper check',
  'advice.held': 'Il est conservé, chiffré, sur cet ordinateur et sera enregistré à la prochaine vérification.',
  'advice.held.memory':
    'Le jeton est perdu, car rien ne peut être conservé sur cet ordinateur. Si la prochaine vérification demande une connexion, connectez-vous à Gazelle.',

  'fact.token': 'Jeton',
  'fact.age': 'Âge',
  'fact.left': 'Temps restant',
  'fact.renewal': 'Renouvellement',
  'fact.written': 'Enregistré',
  'fact.gazelle': 'Gazelle',
  'fact.account': 'Compte',
  'fact.keepers': 'Suivi par',
  'keeper.app': '{name}',
  'keeper.command': '{name} (ligne de commande)',
  'keeper.library': '{name} (programme)',
  'keeper.function': 'fonction du projet',
  'keeper.seen': '{keeper}, {ago}',
  'keeper.more': '{count} de plus',
  'ago.now': 'à l’instant',
  'ago.minutes': 'il y a {count} min',
  'ago.hours': 'il y a {count} h',
  'ago.days': 'il y a {count} jours',
  'doctor.keepers': 'Suivi par\u00a0: {keepers}',
  'history.none':
    'Ce projet n’a pas de journal de bord\u00a0: personne ne sait qui a modifié le jeton. Pour en ajouter un, exécutez le résultat de «\u00a0gazelle-keeper sql --logbook\u00a0» dans l’éditeur SQL.',
  'history.empty': 'Le jeton n’a pas été modifié depuis l’ajout du journal de bord.',
  'history.changes': 'Modifications de la ligne, la plus récente d’abord\u00a0: {count}',
  'history.line': '{date} {time}  {before} → {after}  {who}',
  'history.line.kept': '{line}  (nº {id})',
  'history.kept.hint':
    'Ce qu’une modification numérotée a remplacé est conservé. «\u00a0gazelle-keeper history --put-back NUMÉRO\u00a0» remet ce jeton en place, si Gazelle l’accepte encore.',
  'history.no-token': 'aucun jeton',
  'history.by-keeper': 'Gazelle Keeper',
  'history.by-keeper.named': 'Gazelle Keeper sur {name}',
  'history.by-program': '{program}',
  'history.as': '{who}, comme {user}',
  'put-back.not-kept':
    'Ce que la modification nº {id} a remplacé n’est pas conservé. «\u00a0gazelle-keeper history\u00a0» affiche un numéro à côté de celles qui peuvent être annulées.',
  'put-back.no-token': 'Ce que la modification nº {id} a remplacé ne contient aucun jeton. Rien n’a été modifié.',
  'put-back.old-logbook':
    'Le journal de bord du projet est d’une version antérieure. Exécutez le résultat de «\u00a0gazelle-keeper sql --logbook\u00a0» dans l’éditeur SQL, puis réessayez.',
  'put-back.secret-key-needed':
    'Seule la clé secrète du projet peut lire ce qui a été remplacé. Donnez-la dans SUPABASE_KEY pour cette commande, sans SUPABASE_EMAIL.',
  'days.none': 'moins d’un jour',
  'days.one': '{count} jour',
  'days.many': '{count} jours',
  'hours.none': 'moins d’une heure',
  'hours.one': '{count} heure',
  'hours.many': '{count} heures',
  'left.rejected': 'aucun (Gazelle refuse le jeton)',
  'left.never': 'n’expire pas',
  'left.over': 'aucun (expiré le {date})',
  'left.until': '{left}, jusqu’au {date}',
  'left.assumed': '{left}, jusqu’au {date} environ (supposé)',
  'renewal.by-itself': 'automatique, vers le {date}',
  'renewal.due': 'automatique, à la prochaine vérification',
  'renewal.in-vain':
    'fait le {date} à {time}, mais le nouveau jeton est rejeté aussi; prochain essai le {nextDate}, après {nextTime}',
  'renewal.in-vain.due':
    'fait le {date} à {time}, mais le nouveau jeton est rejeté aussi; prochain essai à la prochaine vérification',
  'renewal.untried': 'sera tenté à la prochaine vérification, sans savoir si c’est encore possible',
  'renewal.by-hand': 'exige une connexion',
  'renewal.none': 'non requis',
  'written.at': 'le {date} à {time}',
  'written.at.here': 'le {date} à {time}, par cet ordinateur',
  'written.at.elsewhere': 'le {date} à {time}, par un autre programme ou ordinateur',
  'written.unknown': 'inconnu',
  'gazelle.accepts': 'accepte le jeton',
  'gazelle.denies': 'reconnaît le jeton, mais refuse l’accès',
  'gazelle.refuses': 'refuse le jeton',
  'gazelle.unasked': 'pas consulté',
  'gazelle.unclear': 'n’a pas donné de réponse utilisable',
  'did.renewed': 'Renouvelé\u00a0: {fingerprint}',
  'did.restored': 'Jeton fonctionnel remis en place\u00a0: {fingerprint}',
  'did.saved': 'Enregistré\u00a0: {fingerprint}',
  'did.adopted': 'Nouveau jeton trouvé dans la ligne\u00a0: {fingerprint}',
  'renew.not-due': 'Pas encore nécessaire; --force renouvelle quand même.',
  'renew.impossible':
    'Le jeton n’a pas pu être renouvelé\u00a0: il n’y a pas de jeton de renouvellement valable, ou aucune application OAuth n’est configurée.',
  interrupted: 'Fin de l’étape en cours, pour ne perdre aucun jeton. Un deuxième Ctrl-C arrête tout de suite.',

  waiting: 'Un instant…',
  'waiting.folder':
    'Un jeton n’est pas encore enregistré dans Supabase. Les essais continuent pendant {seconds}\u00a0s au plus. Pour arrêter maintenant, appuyez sur Ctrl-C\u00a0: le jeton est conservé, chiffré, sur cet ordinateur et sera enregistré à la prochaine vérification.',
  'waiting.fresh':
    'Gazelle a émis un nouveau jeton, mais ne l’accepte pas encore. Nouveaux essais pendant environ une minute au plus.',
  'waiting.memory':
    'Un jeton n’est pas encore enregistré dans Supabase. Les essais continuent pendant {seconds}\u00a0s au plus. N’arrêtez pas cette commande\u00a0: le jeton ne peut pas être conservé sur cet ordinateur et serait perdu.',

  'disk.meanwhile':
    '{reason} D’ici là, rien ne peut être conservé dans {folder}\u00a0: un jeton qui n’est pas enregistré dans Supabase à la fin de cette commande serait perdu.',
  'disk.mended': 'Les fichiers peuvent de nouveau être écrits.',

  'test.answered': '{company} a répondu en {milliseconds} ms.',
  'test.answered.unnamed': 'Gazelle a répondu en {milliseconds} ms.',
  'test.clients.one': '{count} client',
  'test.clients.many': '{count} clients',
  'test.user': 'utilisateur\u00a0: {user}',
  'test.no-token': 'Il n’y a pas de jeton à tester.',

  'set.prompt': 'Collez le jeton, ou la requête qui le contient (rien ne s’affiche), puis appuyez sur Entrée\u00a0: ',
  'set.saved': 'Enregistré\u00a0: {fingerprint}. Les programmes qui lisent la ligne ont maintenant accès à Gazelle.',
  'set.unchanged': 'La ligne contient déjà ce jeton\u00a0: {fingerprint}.',
  'set.outlived': 'La ligne contient déjà un meilleur jeton\u00a0: {fingerprint}. Rien n’a été modifié.',
  'set.refused': 'Gazelle refuse ce jeton. Rien n’a été modifié.',
  'set.forbidden': 'Gazelle reconnaît ce jeton, mais son utilisateur n’a pas accès aux clients. Rien n’a été modifié.',
  'set.other-company':
    'Ce jeton est celui de l’entreprise {theirs}, mais la ligne est celle de l’entreprise {ours}. Les programmes qui la lisent travailleraient alors avec les clients de l’entreprise {theirs}. Rien n’a été modifié. Si c’est voulu\u00a0: gazelle-keeper set --another-company',
  'set.other-company.question':
    'Ce jeton est celui de l’entreprise {theirs}, mais la ligne est celle de l’entreprise {ours}. Les programmes qui la lisent travailleraient alors avec les clients de l’entreprise {theirs}. L’enregistrer quand même? [o/N] ',
  'set.declined': 'Le jeton n’a pas été enregistré. Rien n’a été modifié.',
  'set.other-user': 'L’utilisateur du jeton a changé\u00a0: avant {before}, maintenant {user}.',
  'set.held':
    'Il n’a pas encore pu être enregistré. Il est conservé, chiffré, sur cet ordinateur et sera enregistré à la prochaine vérification.',
  'set.unknown-form': 'Aucun jeton n’a été trouvé. Donnez le jeton lui-même, ou la requête copiée comme cURL.',
  'set.held.memory':
    'Il n’a pas pu être enregistré, et rien ne peut être conservé sur cet ordinateur. Donnez-le de nouveau quand le problème sera réglé.',
  'set.nothing': 'Rien n’a été reçu. Donnez le jeton par l’entrée standard, ou tapez-le à l’invite.',

  'sign-in.prompt': 'Un code a été envoyé à {email}. Tapez-le (rien ne s’affiche), puis appuyez sur Entrée\u00a0: ',
  'sign-in.done': 'Connexion à Supabase établie\u00a0: {email}. Elle est propre à la ligne de commande.',
  'sign-in.nobody':
    'Aucun utilisateur à connecter\u00a0: la configuration ne nomme pas d’utilisateur Supabase (SUPABASE_EMAIL).',
  'sign-in.not-kept':
    'La connexion à Supabase n’a pas pu être conservée\u00a0: rien ne peut être écrit dans le dossier de cet utilisateur. Utilisez plutôt SUPABASE_PASSWORD.',

  'doctor.source': 'Configuration\u00a0: {source}',
  'doctor.looked-at': 'Une configuration a été cherchée dans\u00a0:',
  'doctor.looked-at.line': '{name}\u00a0: {outcome}',
  'doctor.looked-at.not-given': 'option non donnée',
  'doctor.looked-at.not-set': 'aucune des variables n’est définie (SUPABASE_URL, SUPABASE_KEY…)',
  'doctor.looked-at.not-there': 'absent',
  'doctor.looked-at.nothing': 'l’application n’est pas configurée ici',
  'doctor.looked-at.desktop-not-allowed': 'l’application ne les prête pas à la ligne de commande',
  'doctor.looked-at.desktop-locked': 'le trousseau est verrouillé',
  'doctor.looked-at.desktop-silent': 'le trousseau ne répond pas',
  'doctor.looked-at.desktop-no-keychain': 'aucun trousseau disponible',
  'doctor.looked-at.desktop-refused': 'le trousseau refuse l’accès',
  'doctor.looked-at.desktop-not-understood': 'écrits par une autre version',
  'doctor.project': 'Projet\u00a0: {url}',
  'doctor.two-keys': 'Deux clés sont données\u00a0: {used} sert, {unused} ne sert pas',
  'doctor.two-keys.remedy': 'enlevez celle dont vous ne voulez pas',
  'doctor.open-file': 'D’autres utilisateurs de cet ordinateur peuvent lire {path}',
  'doctor.open-file.remedy': 'exécutez chmod 600 sur le fichier',
  'doctor.gazelle-accepts-token': 'Gazelle',
  'doctor.application': 'Application OAuth',
  'doctor.application.missing':
    'aucune; les jetons de renouvellement ne peuvent donc pas servir. Définissez GAZELLE_CLIENT_ID et GAZELLE_CLIENT_SECRET.',
  'doctor.application.missing.desktop':
    'aucune; les jetons de renouvellement ne peuvent donc pas servir. Configurez-en une dans l’application (Paramètres\u00a0> OAuth).',
  'doctor.refresh-token': 'Jeton de renouvellement (refresh token)',
  'doctor.refresh-token.spent':
    'Gazelle n’accepte plus celui de la ligne; ce jeton ne peut donc pas être renouvelé automatiquement.',
  'doctor.refresh-token.missing': 'aucun; ce jeton ne peut donc pas être renouvelé automatiquement.',
  'doctor.alerts': 'Alertes\u00a0: {channels}',
  'doctor.version.newest': 'Version {version}\u00a0: aucune plus récente n’est annoncée',
  'doctor.version.older': 'Version {version}\u00a0: la {newer} est offerte depuis le {day}',
  'doctor.version.older.remedy': 'installez-la comme vous avez installé celle-ci',
  'doctor.version.unknown': 'Version {version}\u00a0: impossible de savoir s’il y en a une plus récente',
  'doctor.version.old': 'La version {version} est du {day}, il y a plus de six mois',
  'doctor.version.old.remedy': 'cherchez-en une plus récente là où vous avez pris celle-ci',
  'doctor.fine': 'Tout est en ordre.',
  'doctor.not-fine.one': 'Un point demande votre attention.',
  'doctor.not-fine.many': '{count} points demandent votre attention.',
  'remedy.in-desktop-app': 'corrigez-le dans les paramètres de l’application',
  'remedy.check-url': 'corrigez SUPABASE_URL',
  'remedy.check-network': 'vérifiez la connexion Internet, puis réessayez',
  'remedy.check-certificate': 'adressez-vous à la personne qui s’occupe de votre réseau',
  'remedy.restore-project': 'ouvrez le projet dans Supabase et cliquez sur Restore',
  'remedy.wait': 'réessayez dans quelques minutes',
  'remedy.check-key': 'copiez de nouveau SUPABASE_KEY',
  'remedy.use-publishable-key': 'utilisez la clé publiable, avec SUPABASE_EMAIL et SUPABASE_PASSWORD',
  'remedy.sign-in': 'définissez SUPABASE_EMAIL et SUPABASE_PASSWORD',
  'remedy.sign-in-by-code': 'connectez-vous avec un code\u00a0: gazelle-keeper sign-in',
  'remedy.confirm-email': 'ouvrez le lien du message de Supabase',
  'remedy.copy-migration': 'exécutez le résultat de «\u00a0gazelle-keeper sql\u00a0» dans l’éditeur SQL',
  'remedy.add-member': 'exécutez le résultat de «\u00a0gazelle-keeper sql --member COURRIEL\u00a0» dans l’éditeur SQL',
  'remedy.delete-duplicates': 'supprimez toutes les lignes qui ont cette clé, sauf une',
  'remedy.fix-row': 'corrigez la ligne dans Supabase, ou fournissez un jeton\u00a0: gazelle-keeper set',
  'remedy.fix-column': 'donnez à la colonne une valeur par défaut dans Supabase',
  'remedy.raise-quota': 'demandez à la personne propriétaire du projet de lever la restriction dans Supabase',
  'remedy.free-disk': 'réessayez dans quelques minutes; si cela dure, vérifiez le disque du projet dans Supabase',
  'remedy.use-newer-key': 'définissez SUPABASE_KEY avec une clé publiable ou secrète (Project Settings > API Keys)',
  'remedy.expose-schema': 'exposez le schéma de la table dans Supabase (Project Settings > Data API)',
  'remedy.drop-old-function': 'dans l’éditeur SQL\u00a0: drop function public.swap_{setting}(text, text, text);',
  'remedy.fix-trigger': 'corrigez le déclencheur dans Supabase, ou laissez passer cet utilisateur',
  'remedy.open-other-table':
    'mettez la fonction du déclencheur en «\u00a0security definer\u00a0», ou ouvrez l’autre table à cet utilisateur',
  'remedy.fix-updated-at': 'changez le type de updated_at en timestamptz dans Supabase',
  'remedy.add-column': 'ajoutez la colonne manquante dans Supabase (key text, value jsonb)',
  'remedy.report-code': 'cherchez le code dans la documentation de Supabase',
  'remedy.ask-keeper':
    'faites obtenir l’en-tête à ces programmes par Gazelle Keeper (gazelle-keeper run ou la bibliothèque), ou changez cette règle',
  'remedy.close-bypass':
    'dans l’éditeur SQL\u00a0: select * from public.{setting}_bypasses(); chaque ligne dit comment le fermer',
  'remedy.check-clock': 'mettez l’horloge de l’ordinateur à l’heure',

  'init.begin':
    'Cette commande demande la configuration, la vérifie et l’écrit dans {path}. Appuyez sur Ctrl-C pour arrêter; rien n’est écrit avant la fin.',
  'init.begin.keychain':
    'Cette commande demande la configuration, la vérifie et l’écrit dans {path}; les secrets vont dans le trousseau du système. Appuyez sur Ctrl-C pour arrêter; rien n’est écrit avant la fin.',
  'init.exists':
    '{path} existe déjà. Ses lignes restent, et les nouvelles variables sont ajoutées à la fin, où elles l’emportent. Continuer? [o/N] ',
  'init.ask.url': 'Project URL (dans Supabase\u00a0: Project Settings > Data API)\u00a0: ',
  'init.ask.key': 'Clé d’API (Project Settings > API Keys; rien ne s’affiche), puis appuyez sur Entrée\u00a0: ',
  'init.ask.email': 'Courriel de l’utilisateur Supabase\u00a0: ',
  'init.ask.password':
    'Mot de passe de l’utilisateur Supabase (rien ne s’affiche; laissez vide pour vous connecter avec un code reçu par courriel), puis appuyez sur Entrée\u00a0: ',
  'init.ask.client-id':
    'Identifiant (client ID) de l’application OAuth chez Gazelle (laissez vide s’il n’y en a pas; les jetons ne sont alors pas renouvelés automatiquement)\u00a0: ',
  'init.ask.client-secret':
    'Secret (client secret) de l’application OAuth (rien ne s’affiche), puis appuyez sur Entrée\u00a0: ',
  'init.not.url':
    'Aucune adresse de projet n’a été trouvée. Elle commence par https:// et finit d’habitude par .supabase.co.',
  'init.not.key': 'Aucune clé d’API n’a été trouvée. Copiez toute la clé publiable ou secrète.',
  'init.not.email': 'Ce n’est pas une adresse de courriel.',
  'init.not.secret': 'Rien n’a été reçu. Une application OAuth a un identifiant et un secret.',
  'init.anyway':
    'Tout n’est pas en ordre; les lignes ci-dessus disent quoi faire. Écrire quand même la configuration? [o/N] ',
  'init.declined': 'Rien n’a été écrit.',
  'init.misread':
    '{variable} contient des caractères qu’un fichier de variables ne peut pas contenir. Définissez plutôt cette variable dans l’environnement. Rien n’a été écrit.',
  'init.not-written': '{path} ne peut pas être écrit. Rien n’a été changé.',
  'init.done': 'Enregistré\u00a0: {path}. Personne d’autre que vous ne peut lire ce fichier.',
  'init.done.keychain':
    'Enregistré\u00a0: {path}. Le fichier ne contient aucun nouveau secret; les secrets sont dans le trousseau du système.',
  'init.left-secrets':
    'Des lignes précédentes du fichier contiennent encore des secrets, qui ne servent plus. Supprimez les lignes précédentes de\u00a0: {names}',
  'init.keychain':
    'Rien n’a été écrit. Sans --keychain, les secrets vont dans le fichier, que personne d’autre que vous ne peut lire.',
  'init.next': 'Ensuite, vérifiez toute la configuration\u00a0: gazelle-keeper doctor',
  'init.next.named': 'Ensuite, vérifiez toute la configuration\u00a0: gazelle-keeper doctor --config {path}',
  'init.environment-first':
    'L’environnement définit aussi des variables d’un projet, et l’emporte. Pour utiliser ce fichier, nommez-le\u00a0: --config {path}',
  'init.no-terminal':
    'Cette commande pose des questions\u00a0: elle a besoin d’un terminal, et ne fonctionne pas avec --json. Ailleurs, définissez SUPABASE_URL et SUPABASE_KEY dans l’environnement ou dans un fichier .env lisible par vous seulement (chmod 600); pour une clé publiable, aussi SUPABASE_EMAIL et SUPABASE_PASSWORD, et pour le renouvellement automatique GAZELLE_CLIENT_ID et GAZELLE_CLIENT_SECRET. Exécutez ensuite\u00a0: gazelle-keeper doctor',

  'completion.which': 'Nommez le shell\u00a0: gazelle-keeper completion bash, zsh, fish ou powershell',

  'alerts.channel.email': 'Courriel',
  'alerts.channel.slack': 'Slack',
  'alerts.channel.teams': 'Microsoft Teams',
  'alerts.channel.discord': 'Discord',
  'alerts.channel.ntfy': 'ntfy',
  'alerts.channel.webhook': 'Webhook',
  'alerts.channel.ping': 'Ping',
  'alerts.sent': '{channel}\u00a0: l’alerte a été acceptée{code}.',
  'alerts.pinged': '{channel}\u00a0: réponse reçue{code}.',
  'alerts.missed':
    '{channel}\u00a0: l’alerte a été acceptée, mais pas pour tous les destinataires (rejetés\u00a0: {count}).',
  'alerts.failed.unreachable': '{channel}\u00a0: le serveur est injoignable{code}.',
  'alerts.failed.silent': '{channel}\u00a0: le serveur n’a pas répondu à temps.',
  'alerts.failed.untrusted':
    '{channel}\u00a0: le serveur n’a pas prouvé son identité, ou n’offre aucun chiffrement{code}. Rien n’a été envoyé.',
  'alerts.failed.redirected':
    '{channel}\u00a0: le serveur renvoie à une autre adresse{code}, qui n’est pas suivie. Copiez l’adresse de nouveau.',
  'alerts.failed.busy': '{channel}\u00a0: le serveur demande de réessayer plus tard{code}.',
  'alerts.failed.sign-in': '{channel}\u00a0: le serveur rejette l’utilisateur ou le mot de passe{code}.',
  'alerts.failed.rejected':
    '{channel}\u00a0: le serveur rejette le message{code}. Vérifiez l’adresse, et si elle existe encore.',
  'alerts.failed.not-understood': '{channel}\u00a0: la réponse n’a pas été comprise{code}.',
  'alerts.faulty': '{fault} Aucune alerte n’y est envoyée.',
  'alerts.none':
    'Aucun canal d’alerte n’est configuré. Définissez-en au moins un, par exemple GAZELLE_ALERT_SLACK, ou GAZELLE_ALERT_EMAIL_TO et GAZELLE_ALERT_SMTP_URL; docs/alerts.md les énumère tous.',
  'alerts.which': 'Dites quoi faire\u00a0: gazelle-keeper alerts test',
  'alerts.tested': 'Tous les canaux ont répondu.',
  'alerts.not-all': 'Tous les canaux ne peuvent pas être utilisés.',

  'watch.ready': 'Surveillance en cours. Appuyez sur Ctrl-C pour l’arrêter.',
  'watch.stopping': 'Arrêt en cours.',

  'forget.done':
    'C’est oublié : cet ordinateur ne garde plus ni jeton de ce projet ni connexion à Supabase. La ligne dans Supabase et votre configuration sont inchangées.',
  'forget.nothing': 'Cet ordinateur ne garde rien de ce projet.',
  'forget.in-use':
    'Un gardien de ce projet est en marche sur cet ordinateur et réécrirait ce qui est oublié. Arrêtez-le d’abord (gazelle-keeper watch, ou le programme qui utilise la bibliothèque). Rien n’a été modifié.',
  'forget.only-copy':
    'Cet ordinateur garde un jeton qui est peut-être le seul à fonctionner : il n’est pas enregistré dans Supabase. Rien n’a été modifié. Pour l’enregistrer, exécutez gazelle-keeper check; pour le perdre, gazelle-keeper forget --force.',
  'forget.ask':
    'Cet ordinateur garde un jeton qui est peut-être le seul à fonctionner : il n’est pas enregistré dans Supabase. L’oublier? Saisissez oui (la saisie est masquée), puis appuyez sur Entrée : ',
  'forget.not-revoked':
    'Non révoqués chez Gazelle : {count}. Un tel jeton fonctionne jusqu’à son expiration. Gazelle n’a pas accepté ou n’a pas pu être joint, aucune application OAuth n’est configurée, ou la ligne n’a pas pu être lue.',
  'uninstall.what.autostart': 'le démarrage de l’application à l’ouverture de session',
  'uninstall.what.keychain':
    'dans le trousseau du système\u00a0: les paramètres de l’application pour la ligne de commande, les secrets d’init',
  'uninstall.what.state': 'ce que gardent la ligne de commande et la bibliothèque\u00a0: jetons, connexions à Supabase',
  'uninstall.what.cache':
    'ce qui peut être téléchargé ou créé de nouveau\u00a0: Electron, la démonstration, les mises à jour',
  'uninstall.what.profile':
    'ce que garde l’application\u00a0: paramètres, secrets, connexion à Gazelle, historique, journal, lien de connexion',
  'uninstall.size': 'taille\u00a0: {size}',
  'uninstall.is-in-use': 'en cours d’utilisation\u00a0: Gazelle Keeper est ouvert',
  'uninstall.login.darwin':
    'Le démarrage à l’ouverture de session n’est pas affiché ici\u00a0: Réglages Système > Général > Ouverture, ou l’application (Paramètres > Général).',
  'uninstall.login.win32':
    'Le démarrage à l’ouverture de session n’est pas affiché ici\u00a0: Paramètres > Applications > Démarrage, ou l’application (Paramètres > Général). L’application retire elle-même le lien de connexion (Paramètres > À propos).',
  'uninstall.nothing': 'Gazelle Keeper ne garde rien pour vous sur cet ordinateur.',
  'uninstall.listed':
    'Rien n’a été supprimé. Pour tout supprimer, lancez gazelle-keeper uninstall --remove all; pour une seule chose, nommez-la au lieu de all.',
  'uninstall.choose':
    'Rien n’a été supprimé, car il n’y a personne au terminal à qui demander. Nommez ce qu’il faut supprimer\u00a0: gazelle-keeper uninstall --remove state (ou autostart, keychain, cache, profile, all).',
  'uninstall.may-hold-tokens':
    'Il s’y trouve peut-être un jeton qui n’est pas enregistré dans Supabase. Pour le savoir, répondez non et lancez d’abord gazelle-keeper forget, ou ouvrez l’application.',
  'uninstall.ask': 'Supprimer {kind}? Tapez oui ou non, puis appuyez sur Entrée\u00a0:',
  'uninstall.in-use':
    'Rien n’a été supprimé\u00a0: Gazelle Keeper est ouvert et écrirait de nouveau ce qui est supprimé. Quittez l’application, arrêtez gazelle-keeper watch, la démonstration et chaque programme qui utilise la bibliothèque, puis réessayez.',
  'uninstall.only-copy':
    'Rien n’a été supprimé\u00a0: un jeton qui n’est pas enregistré dans Supabase se trouve peut-être dans ce que vous avez choisi. Lancez d’abord gazelle-keeper forget, ou ouvrez l’application; pour supprimer tout de même tout ce que vous avez choisi, ajoutez --force.',
  'uninstall.left': 'Non supprimé\u00a0: {place} ({why}).',
  'uninstall.why.link': 'c’est un lien vers un autre endroit; supprimez les deux vous-même',
  'uninstall.why.keychain': 'le trousseau du système ne le permet pas, ou ne répond pas',
  'uninstall.incomplete':
    'Une partie de ce que vous avez choisi n’a pas pu être supprimée. Ce qui a été supprimé l’est définitivement.',
  'uninstall.none-removed': 'Rien n’a été supprimé.',
  'uninstall.done':
    'Supprimé. La ligne dans Supabase, votre configuration (.env, environnement) et le programme lui-même n’ont pas changé.',
  'run.not-found': 'Programme introuvable\u00a0: {program}',
  'run.not-found.unnamed': 'Programme introuvable.',
  'run.not-started': 'Le programme n’a pas pu être lancé\u00a0: {program}',
  'run.not-started.unnamed': 'Le programme n’a pas pu être lancé.',
  mistake:
    'Une erreur est survenue dans Gazelle Keeper ({what}). Si cela persiste, dites-le à la personne qui vous aide.',
}
