"""Streets, places and neighbourhoods by postcode and house number: public data, loaded from a file."""

from alembic import op
import sqlalchemy as sa

revision = '0025'
down_revision = '0024'


def upgrade() -> None:
    op.create_table('address',
    sa.Column('postcode', sa.Text(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('suffix', sa.Text(), nullable=False),
    sa.Column('street', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('neighbourhood', sa.Text(), nullable=True),
    sa.Column('load', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('postcode', 'number', 'suffix', name=op.f('pk_address'))
    )
    op.create_index(op.f('ix_address_load'), 'address', ['load'], unique=False)


def downgrade() -> None:
    op.drop_table('address')
