"""OpenStack Swift with its S3 API in one process, as Swift's own tests run it: sockets first, then rings that name their
ports. Prints the port of the proxy once it serves, and ends with its parent. Arguments: folder, access key
(account:user), secret."""
import os
import sys

import eventlet

eventlet.monkey_patch()
from eventlet import hubs, listen, wsgi
from paste.deploy import loadapp
from swift.account.server import AccountController
from swift.common import utils
from swift.common.ring import RingBuilder
from swift.common.utils import NullLogger
from swift.container.server import ContainerController
from swift.obj.server import ObjectController

folder, access, secret = sys.argv[1:]
account, user = access.split(':')


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, 'w') as file:
        file.write(text)
    return path


os.makedirs(os.path.join(folder, 'devices', 'disk'))
write('swift.conf', '[swift-hash]\nswift_hash_path_suffix = a-test\n[storage-policy:0]\nname = one\ndefault = yes\n')
utils.set_swift_dir(folder)

storage = {
    'devices': os.path.join(folder, 'devices'),
    'mount_check': 'false',
    'swift_dir': folder,
    # A disk of any size will do.
    'fallocate_reserve': '0',
}
servers = {'account': AccountController, 'container': ContainerController, 'object': ObjectController}
sockets = {name: listen(('127.0.0.1', 0)) for name in servers}
for name, socket in sockets.items():
    ring = RingBuilder(1, 1, 0)
    ring.add_dev({'id': 0, 'region': 0, 'zone': 0, 'weight': 1, 'ip': '127.0.0.1', 'port': socket.getsockname()[1],
                  'device': 'disk', 'replication_ip': '127.0.0.1', 'replication_port': socket.getsockname()[1]})
    ring.rebalance()
    ring.get_ring().save(os.path.join(folder, name + '.ring.gz'))

proxy = loadapp('config:' + write('proxy-server.conf', f'''
[DEFAULT]
swift_dir = {folder}
[pipeline:main]
pipeline = catch_errors gatekeeper s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:s3api]
use = egg:swift#s3api
location = eu-test-1
# As S3 itself: parts but the last are 5 MiB at least.
min_segment_size = 5242880
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {secret} .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
rate_limit_after_segment = 1000
'''))


class Cache:
    """In the place of memcached: who logs in is noted there."""

    def __init__(self):
        self.noted = {}

    def get(self, key, **_):
        return self.noted.get(key)

    def set(self, key, value, **_):
        self.noted[key] = value

    def delete(self, key, **_):
        self.noted.pop(key, None)


cache = Cache()


def answer(env, start_response):
    env['swift.cache'] = cache
    return proxy(env, start_response)


log = NullLogger()
for name, controller in servers.items():
    eventlet.spawn(wsgi.server, sockets[name], controller(storage), log, log_output=False)
front = listen(('127.0.0.1', 0))
eventlet.spawn(wsgi.server, front, answer, log, log_output=False)
print(front.getsockname()[1], flush=True)
hubs.trampoline(sys.stdin.fileno(), read=True)
os._exit(0)
