import type { Catalogue } from './en.ts'

export const fr: Catalogue = {
  'state.clock-wrong': 'L’horloge n’est pas à l’heure',

  'now.clock.ahead':
    'Elle avance de {amount}. Veuillez la régler\u00a0: les connexions en dépendent. D’ici là, l’heure des serveurs est utilisée.',
  'now.clock.behind':
    'Elle retarde de {amount}. Veuillez la régler\u00a0: les connexions en dépendent. D’ici là, l’heure des serveurs est utilisée.',
  'now.retries': 'Gazelle Keeper réessaiera automatiquement.',

  'code.failure.no-such-user':
    'Aucun utilisateur du projet n’a ce courriel. Demandez à la personne qui s’occupe de Supabase d’en ajouter un.',
  'code.failure.bad-email': 'Ce n’est pas une adresse courriel.',
  'code.failure.too-soon':
    'Supabase ne peut plus envoyer de courriels pour le moment. Réessayez dans quelques minutes.',
  'code.failure.too-soon.wait': 'Attendez {seconds} s avant de demander un autre code.',
  'code.failure.mail-not-allowed':
    'Supabase n’a pas le droit d’écrire à cette adresse. Utilisez un mot de passe ou configurez un service de courriel dans le projet.',
  'code.failure.mail-not-sent':
    'Le service de courriel du projet a échoué. Utilisez un mot de passe ou réessayez plus tard.',
  'code.failure.email-sign-in-off':
    'Le projet ne permet pas de se connecter par courriel. Adressez-vous à la personne qui s’occupe de Supabase.',
  'code.failure.captcha-needed':
    'Le projet exige un test CAPTCHA, qui ne peut pas être affiché ici. Adressez-vous à la personne qui s’occupe de Supabase.',
  'code.failure.not-a-code': 'Ce n’est ni un code ni le lien du courriel.',
  'code.failure.code-refused': 'Supabase refuse ce code\u00a0: il est erroné, expiré ou déjà utilisé.',

  'check.reachable': 'Accès à Supabase',
  'check.key-accepted': 'Clé',
  'check.signed-in': 'Utilisateur Supabase',
  'check.table-there': 'Table',
  'check.row-readable': 'Lecture du jeton',
  'check.swap-function-there': 'Fonction d’enregistrement',
  'check.row-writable': 'Enregistrement du jeton',
  'check.other-columns-fine': 'Autres colonnes',
  'check.no-bypass': 'Accès par d’autres',
  'check.clock-agrees': 'Horloge',
  'check.kind.name-unknown': 'Aucun serveur ne correspond à cette adresse. Vérifiez-en l’orthographe.',
  'check.kind.not-reached': 'Supabase est injoignable. Vérifiez la connexion Internet.',
  'check.kind.timed-out': 'Supabase a mis trop de temps à répondre. Vérifiez la connexion Internet.',
  'check.kind.certificate':
    'Le serveur ne peut pas prouver son identité. Adressez-vous à la personne qui s’occupe de votre réseau.',
  'check.kind.paused': 'Le projet est en pause. Ouvrez-le dans Supabase et appuyez sur Restore.',
  'check.kind.not-supabase': 'Le serveur qui a répondu n’est pas celui de Supabase.',
  'check.kind.wrong-key': 'Le projet ne reconnaît pas cette clé. Copiez-la de nouveau dans Supabase.',
  'check.kind.other-project': 'La clé appartient à un autre projet. Copiez la clé de ce projet-ci.',
  'check.kind.secret-key-refused':
    'Supabase refuse la clé secrète venant de cette application. Utilisez la clé publiable.',
  'check.kind.secret-key': 'C’est une clé secrète, qui donne accès à tout. Une clé publiable est plus sûre.',
  'check.kind.sign-in-needed': 'Avec cette clé, un utilisateur Supabase doit être connecté.',
  'check.kind.bad-password': 'Supabase n’accepte pas ce courriel et ce mot de passe.',
  'check.kind.email-not-confirmed': 'Le courriel n’est pas confirmé. Ouvrez le lien dans le message de Supabase.',
  'check.kind.user-banned': 'Cet utilisateur a été bloqué. Connectez-vous avec un autre.',
  'check.kind.session-lost': 'Votre connexion à Supabase a pris fin. Connectez-vous de nouveau.',
  'check.kind.no-user-needed': 'Aucun utilisateur n’est nécessaire avec cette clé.',
  'check.kind.table-missing': 'La table n’existe pas encore. La migration la crée.',
  'check.kind.column-missing': 'Il manque une colonne à la table. Ajoutez-la dans Supabase.',
  'check.kind.updated-at-missing': 'La table n’a pas de colonne updated_at. La migration l’ajoute.',
  'check.kind.no-row-yet':
    'La table ne contient pas encore de jeton\u00a0: votre première connexion à Gazelle l’ajoutera.',
  'check.kind.row-hidden': 'Supabase ne donne pas accès au jeton.',
  'check.kind.empty-or-hidden':
    'Soit il n’y a pas de jeton, soit cet utilisateur ne peut pas le voir. La migration permettra de faire la différence.',
  'check.kind.open-to-everyone': 'Quiconque a la clé peut lire le jeton. La migration restreint l’accès.',
  'check.kind.several-rows': 'Il y a plusieurs lignes avec cette clé. Supprimez-les toutes sauf une.',
  'check.kind.function-missing': 'Il manque la fonction qui enregistre le jeton sans risque. La migration l’ajoute.',
  'check.kind.write-denied': 'Supabase ne permet pas d’enregistrer le jeton.',
  'check.kind.value-not-jsonb':
    'La colonne value doit être de type jsonb. Changez son type dans Supabase (la migration s’arrête et donne la ligne à exécuter).',
  'check.kind.column-in-the-way':
    'Une colonne de la table exige une valeur, ou n’accepte pas celle qu’elle reçoit. Corrigez-la dans Supabase.',
  'check.kind.row-not-understood':
    'La ligne ne contient pas de jeton sous une forme reconnue. Corrigez-la dans Supabase.',
  'check.kind.times-not-understood':
    'Le jeton est utilisable, mais un champ de la ligne contient une valeur qui n’est pas reconnue et qui est ignorée.',
  'check.kind.taken-for-key':
    'Le jeton compte moins de 50 caractères. Les programmes qui prennent un tel jeton pour une clé d’API l’envoient dans le mauvais en-tête, et Gazelle le rejette.',
  'check.kind.bypass-open': 'Quiconque a la clé peut lire le jeton par un autre chemin.',
  'check.kind.bypass-possible': 'La migration ne protège pas tout ce qui peut montrer le jeton.',
  'check.kind.migration-older': 'Une nouvelle migration protège mieux le jeton. Exécutez-la de nouveau.',
  'check.kind.clock-not-told': 'Supabase n’a pas indiqué son heure.',
  'check.fact.missing': 'Il manque\u00a0: {columns}.',
  'check.fact.columns': 'Autres colonnes\u00a0: {columns}.',
  'check.fact.field': 'Valeur inattendue dans le champ {field}.',
  'check.fact.open': 'Ouverts\u00a0: {names}.',
  'check.fact.possible': 'À examiner\u00a0: {names}.',
  'check.fact.code': 'Code\u00a0: {code}.',

  'paste.refused.empty': 'Le presse-papiers est vide. Copiez d’abord le jeton.',
  'paste.refused.unknown-form':
    'Il n’y a pas de jeton dans le presse-papiers. Copiez le jeton lui-même ou la requête comme cURL.',
  'paste.refused.too-long': 'Le texte est trop long. Copiez seulement la requête à Gazelle.',
  'paste.refused.other-row': 'C’est une autre ligne ({key}). Copiez celle qui contient le jeton.',
  'paste.refused.bad-row': 'Le JSON ne contient pas de jeton sous une forme reconnue.',
  'paste.refused.bad-row.field': 'Le champ «\u00a0{field}\u00a0» du JSON a une valeur inattendue.',
  'paste.refused.other-host': 'Cette requête est destinée à {host}, pas à Gazelle. Rien n’a été importé.',
  'paste.refused.unknown-host':
    'La requête n’indique pas sa destination. Copiez-la en entier, ou copiez seulement le jeton.',
  'paste.refused.unreadable': 'Le texte n’a été copié qu’en partie. Copiez-le de nouveau en entier.',
  'paste.refused.broken':
    'Le jeton est coupé en plusieurs lignes ou contient une espace. Copiez-le de nouveau, en un seul morceau.',
  'paste.refused.no-token-in-request':
    'Cette requête ne contient pas de jeton. Choisissez-en une vers gazelleapp.io/graphql/private.',
  'paste.refused.token-left-out':
    'Le navigateur a retiré le jeton de ce fichier HAR. Autorisez les données sensibles dans les outils de développement (Settings > Network) et exportez le fichier HAR « with sensitive data », ou copiez la requête comme cURL.',
  'paste.refused.several-tokens': 'Le texte contient plusieurs jetons. Copiez une seule requête.',
  'paste.refused.masked': 'Le jeton est masqué par des points ou des astérisques. Copiez le vrai.',
  'paste.refused.placeholder': 'C’est un exemple, pas un jeton.',
  'paste.refused.not-a-token':
    'Ce n’est pas un jeton\u00a0: il est trop court, trop long ou contient des caractères inattendus.',
  'paste.refused.secret.supabase': 'C’est un secret Supabase, pas un jeton Gazelle. Rien n’a été importé.',
  'paste.refused.secret.other-service': 'C’est le secret d’un autre service. Rien n’a été importé.',
  'paste.refused.secret.password': 'Cela ressemble à un mot de passe. Rien n’a été importé.',
  'paste.refused.secret.private-key': 'C’est une clé privée. Rien n’a été importé.',

  'disk.full': 'Le disque de cet ordinateur est plein. Libérez de l’espace.',
  'disk.busy': 'Un autre programme, peut-être un antivirus, empêche Gazelle Keeper d’écrire ses fichiers.',
  'disk.read-only': 'Le disque où se trouvent les fichiers de Gazelle Keeper est en lecture seule.',
  'disk.denied':
    'Gazelle Keeper n’est pas autorisé à écrire dans son propre dossier. Vérifiez les autorisations du dossier et l’antivirus.',
  'disk.gone': 'Le dossier des fichiers de Gazelle Keeper a disparu et ne peut pas être recréé.',
  'disk.failing': 'Le disque de cet ordinateur n’accepte pas les fichiers de Gazelle Keeper.',

  'problem.supabase.unavailable': 'Impossible de joindre Supabase. Vérifiez la connexion Internet.',
  'problem.supabase.wrong-key':
    'Supabase ne reconnaît pas la clé. Demandez la clé du projet à la personne qui s’occupe de Supabase.',
  'problem.supabase.secret-key-refused':
    'Supabase a pris Gazelle Keeper pour un navigateur et a refusé la clé secrète. Mettez Gazelle Keeper à jour, ou utilisez la clé publiable.',
  'problem.supabase.bad-password': 'Supabase n’accepte pas ce courriel et ce mot de passe.',
  'problem.supabase.session-lost': 'Votre connexion à Supabase a pris fin. Connectez-vous de nouveau.',
  'problem.supabase.table-missing':
    'Supabase n’est pas encore prêt à recevoir le jeton. Demandez à la personne qui s’occupe de Supabase d’exécuter la migration de Gazelle Keeper.',
  'problem.supabase.function-missing':
    'Il manque dans Supabase la fonction qui enregistre le jeton sans risque. Demandez à la personne qui s’occupe de Supabase d’exécuter la migration de Gazelle Keeper.',
  'problem.supabase.row-hidden':
    'Supabase ne donne pas accès au jeton\u00a0: seuls les comptes Supabase inscrits dans la table system_settings_members peuvent le lire. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.write-denied':
    'Supabase ne permet pas d’enregistrer le jeton\u00a0: seuls les comptes Supabase inscrits dans la table system_settings_members le peuvent. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.not-supabase':
    'Le serveur qui a répondu n’est pas celui de Supabase. Vérifiez l’adresse du projet, et si ce réseau (hôtel, Wi-Fi public) vous demande de vous connecter.',
  'problem.supabase.email-not-confirmed':
    'Le courriel de l’utilisateur Supabase n’est pas confirmé. Ouvrez le lien dans le message envoyé par Supabase.',
  'problem.supabase.user-banned':
    'Cet utilisateur Supabase a été bloqué. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.captcha-needed':
    'Ce projet Supabase demande un captcha à la connexion, ce que Gazelle Keeper ne peut pas résoudre. Demandez à la personne qui s’occupe de Supabase de le désactiver.',
  'problem.supabase.email-sign-in-off':
    'Ce projet Supabase ne permet pas de se connecter de cette façon. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.sign-in-refused':
    'Supabase ne permet pas à cet utilisateur de se connecter. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.busy': 'Supabase ne peut pas répondre en ce moment.',
  'problem.supabase.statement-timeout': 'La base de données de Supabase a mis trop de temps et a abandonné.',
  'problem.supabase.read-only':
    'La base de données de Supabase est en lecture seule en ce moment; son disque est peut-être plein. Si cela dure, adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.clock-skew': 'Les horloges internes de Supabase ne concordent pas en ce moment.',
  'problem.supabase.restricted':
    'Supabase a restreint ce projet parce qu’un quota est épuisé. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.paused': 'Le projet Supabase est en pause. Ouvrez-le dans Supabase et appuyez sur Restore.',
  'problem.supabase.legacy-keys-disabled':
    'Ce projet n’accepte plus les anciennes clés (anon, service_role). Copiez la clé publiable dans Supabase.',
  'problem.supabase.function-ambiguous':
    'Supabase a deux versions de la fonction qui enregistre le jeton. Supprimez celle à trois arguments, laissée par une ancienne migration.',
  'problem.supabase.schema-not-exposed':
    'L’API du projet Supabase n’expose pas le schéma de la table. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.trigger-refuses':
    'Un déclencheur de la table ne permet pas ce changement. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.trigger-denied':
    'Un déclencheur ou une politique de la table utilise une autre table, à laquelle cet utilisateur n’a pas accès. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.column-in-the-way':
    'Une colonne de la table empêche d’enregistrer le jeton. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.value-not-jsonb':
    'La colonne value doit être de type jsonb. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.updated-at-type':
    'La colonne updated_at doit être de type timestamptz. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.supabase.several-rows':
    'La table de Supabase a plusieurs lignes avec cette clé. Supprimez-les toutes sauf une.',
  'problem.supabase.wrong-address':
    'Il n’y a pas de projet Supabase à cette adresse. Copiez de nouveau l’adresse du projet (Project URL).',
  'problem.supabase.unexpected-answer':
    'Supabase a donné une réponse que Gazelle Keeper ne reconnaît pas. Adressez-vous à la personne qui s’occupe de Supabase.',
  'problem.gazelle.unauthorized': 'Gazelle n’a pas accepté le jeton trouvé.',
  'problem.gazelle.forbidden':
    'Gazelle reconnaît le jeton, mais son utilisateur n’a pas accès aux clients. Connectez-vous avec un utilisateur qui y a accès.',
  'problem.gazelle.rate-limited': 'Gazelle limite les requêtes.',
  'problem.gazelle.unavailable': 'Impossible de joindre Gazelle.',
  'problem.gazelle.forbidden.limited-access':
    'Cet utilisateur a un accès limité à Gazelle. Demandez un accès complet à la personne qui administre votre compte Gazelle, ou connectez-vous avec un autre utilisateur.',
  'problem.gazelle.forbidden.company-parked':
    'Le compte Gazelle de votre entreprise est suspendu (« parked »). Son propriétaire peut le réactiver dans Gazelle.',
  'problem.gazelle.forbidden.maintenance':
    'Gazelle refuse l’accès et annonce un entretien. Réessayez une fois l’entretien terminé.',
  'problem.gazelle.intercepted':
    'Quelque chose entre cet ordinateur et Gazelle répond à sa place. Ouvrez une page Web pour voir si ce réseau (hôtel, Wi-Fi public, mandataire) vous demande de vous connecter.',
  'problem.gazelle.unexpected-answer': 'Réponse inattendue de Gazelle.',
  'problem.oauth.unexpected-answer': 'Réponse inattendue de Gazelle.',
  'problem.oauth.answer-lost': 'Aucune réponse utilisable n’est venue de Gazelle.',
  'problem.oauth.not-sent': 'Impossible de joindre Gazelle.',
  'problem.oauth.rate-limited': 'Gazelle limite les requêtes.',
  'problem.oauth.invalid-client':
    'Gazelle ne reconnaît pas cette application OAuth. Demandez à la personne qui l’a configurée d’en corriger l’identifiant et le secret.',
  'problem.oauth.renewed-in-vain':
    'Gazelle a émis un nouveau jeton, mais le rejette aussi. Se connecter à Gazelle peut aider.',
  'problem.oauth.invalid-grant': 'Gazelle ne renouvelle plus ce jeton. Connectez-vous à Gazelle.',
  'problem.row':
    'Le jeton dans Supabase n’est pas sous une forme reconnue. Rien n’a été modifié; demandez à la personne qui s’occupe de Supabase de le corriger.',
  'problem.row.field':
    'Le champ «\u00a0{field}\u00a0» du jeton dans Supabase a une valeur inattendue. Rien n’a été modifié; demandez à la personne qui s’occupe de Supabase de le corriger.',
  'problem.keeper':
    'Une erreur est survenue dans Gazelle Keeper ({what}). Si cela persiste, dites-le à la personne qui vous aide.',
}
